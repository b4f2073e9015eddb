using WorkOrders.Shared;

namespace WorkOrders.Customers;

public sealed partial class Customer
{
    /// <summary>The values that people fill in.</summary>
    public CustomerValues Values => new()
    {
        Name = Name,
        Type = Type,
        Phone = Phone,
        Email = Email,
        TaxId = TaxId,
        IdNumber = IdNumber,
        Industry = Industry,
        Region = Region,
        Level = Level,
        OwnerId = OwnerId,
        Address = Address,
        CompanyName = CompanyName,
        CompanyAddress = CompanyAddress,
        ContactName = ContactName,
        ContactPhone = ContactPhone,
        WechatUserId = WechatUserId,
    };

    /// <summary>新建客户. The values must be checked. Call <see cref="RecordCreation"/> when the database has assigned the id.</summary>
    public static Outcome Create(CustomerValues values, CurrentUser me, out Customer? customer)
    {
        customer = me.May(Permission.EditCustomers) ? Of(values) : null;
        return customer is null ? Outcome.Forbidden("您没有新建客户的权限") : Outcome.Done;
    }

    /// <param name="me">Who created it.</param>
    /// <param name="now">The time of the creation.</param>
    /// <param name="source">Where the values come from, for the history.</param>
    internal void RecordCreation(CurrentUser me, DateTimeOffset now, FieldChange? source = null) =>
        Record(me, now, CustomerActions.Created, [.. CustomerFields.Changes(new CustomerValues(), Values), .. Listed(source)]);

    /// <summary>修改客户. The values must be checked. An account manager can't give a customer away: that is a handover.</summary>
    /// <param name="values">All values of the customer.</param>
    /// <param name="me">Who changes it.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="source">Where the values come from, for the history.</param>
    public Outcome Change(CustomerValues values, CurrentUser me, DateTimeOffset now, FieldChange? source = null)
    {
        if (!CanEdit(me))
        {
            return Outcome.Forbidden("您没有修改这位客户的权限");
        }

        if (values.OwnerId != OwnerId && !me.May(Permission.ManageCustomers))
        {
            return Outcome.Forbidden("只有班长和管理员可以更换客户负责人");
        }

        if (Status == CustomerStatus.InPool && values.OwnerId is not null)
        {
            return Outcome.Refused("公海客户没有负责人，只能认领或分配");
        }

        var changes = CustomerFields.Changes(Values, values);
        if (changes.Count > 0)
        {
            Take(values);
            Record(me, now, CustomerActions.Changed, [.. changes, .. Listed(source)]);
        }

        return Outcome.Done;
    }

    /// <summary>停用, with a reason.</summary>
    public Outcome Deactivate(string? reason, CurrentUser me, DateTimeOffset now) =>
        !CanEdit(me) ? Outcome.Forbidden("您没有停用这位客户的权限")
        : Status == CustomerStatus.Inactive ? Outcome.Refused("这位客户已经停用")
        : Status == CustomerStatus.InPool ? Outcome.Refused("公海客户请先认领或分配，再停用")
        : Normalise.Text(reason) is not { } why ? Outcome.Refused("请填写停用原因")
        : why.Length > OperationRecord.RemarkLength ? Outcome.Refused("停用原因不能超过 {0} 个字", OperationRecord.RemarkLength)
        : Step(CustomerStatus.Inactive, CustomerActions.Deactivated, why, me, now);

    /// <summary>启用: takes 停用 back.</summary>
    public Outcome Activate(CurrentUser me, DateTimeOffset now) =>
        !CanEdit(me) ? Outcome.Forbidden("您没有启用这位客户的权限")
        : Status != CustomerStatus.Inactive ? Outcome.Refused("这位客户没有停用")
        : Step(CustomerStatus.Active, CustomerActions.Activated, null, me, now);

    private static FieldChange[] Listed(FieldChange? one) => one is null ? [] : [one];

    private Outcome Step(CustomerStatus to, OperationAction action, string? remark, CurrentUser me, DateTimeOffset now)
    {
        Record(me, now, action, [FieldChange.Between(CommonFields.Status, Status, to)!], remark);
        Status = to;
        return Outcome.Done;
    }

    private void Take(CustomerValues values)
    {
        Name = values.Name;
        Type = values.Type;
        Phone = values.Phone;
        Email = values.Email;
        TaxId = values.TaxId;
        IdNumber = values.IdNumber;
        Industry = values.Industry;
        Region = values.Region;
        Level = values.Level;
        OwnerId = values.OwnerId;
        Address = values.Address;
        CompanyName = values.CompanyName;
        CompanyAddress = values.CompanyAddress;
        ContactName = values.ContactName;
        ContactPhone = values.ContactPhone;
        WechatUserId = values.WechatUserId;
    }
}
