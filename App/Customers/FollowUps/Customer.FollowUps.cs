using WorkOrders.Customers.FollowUps;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

public sealed partial class Customer
{
    /// <summary>跟进, 联系人 and 附件 can be added: the user may edit the customer, who isn't 停用.</summary>
    public bool CanWorkWith(CurrentUser me) => RefusalToWorkWith(me) is null;

    /// <summary>跟进: the customer's 最后跟进 and 下次联系 are those of the newest one.</summary>
    public Outcome FollowUp(CustomerFollowUpFields fields, CurrentUser me, DateTimeOffset now, out CustomerFollowUp? followUp)
    {
        followUp = null;
        if (RefusalToWorkWith(me) is { } refusal)
        {
            return refusal;
        }

        if (fields.Errors(now).FirstOrDefault() is { } error)
        {
            return Outcome.Invalid(error);
        }

        followUp = new CustomerFollowUp(Id, fields, me, now);
        Record(me, now, CustomerFollowUpActions.Added,
        [
            .. new[]
            {
                FieldChange.Between(CustomerFollowUpActions.Kind, null, followUp.Kind),
                FieldChange.Between(CustomerFollowUpActions.NextContact, NextContactOn, followUp.NextContactOn),
            }.OfType<FieldChange>(),
        ]);
        (LastFollowUpAt, NextContactOn) = (now, followUp.NextContactOn);
        return Outcome.Done;
    }

    private Outcome? RefusalToWorkWith(CurrentUser me) =>
        !CanEdit(me) ? Outcome.Forbidden("您没有修改这位客户的权限")
        : Status == CustomerStatus.Inactive ? Outcome.Refused("这位客户已停用，启用后才能添加和修改")
        : null;
}
