using System.Globalization;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

public sealed partial class Customer : IRevealable
{
    (OperationSubject Subject, string Key) IRevealable.RevealSubject => (CustomerSubjects.Customer, Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>The owner reveals with one click. Team leaders and compliance must give a reason. In the pool 公海 nobody may.</summary>
    public RevealRight RightToReveal(CurrentUser me)
    {
        if (!me.May(Permission.RevealFields) || Status == CustomerStatus.InPool)
        {
            return RevealRight.None;
        }

        if (OwnerId == me.Id)
        {
            return RevealRight.AtOnce;
        }

        return me.Is(Roles.TeamLeader) || me.Is(Roles.Compliance) ? RevealRight.WithReason : RevealRight.None;
    }

    public Sensitive? SensitiveField(FieldName field) => CustomerFields.All.FirstOrDefault(f => f.Name == field)?.Get(Values) as Sensitive;
}
