using System.Globalization;
using WorkOrders.LoanCore;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

public sealed partial class Customer
{
    /// <summary>What the record and the loan core both know. A value of the core that is no proper one reads as null.</summary>
    private static readonly CoreField[] CoreFields =
    [
        new("客户姓名", c => c.Name, p => UsableText.Of(p.Name, NameLength), (c, v) => c.Name = (string)v),
        new("身份证号", c => c.IdNumber, p => IdNumber.Parse(p.IdNumber?.Unmask()), (c, v) => c.IdNumber = (IdNumber)v),
        new("客户电话", c => c.Phone, p => PhoneNumber.Parse(p.Phone?.Unmask()), (c, v) => c.Phone = (PhoneNumber)v),
        new("居住地址", c => c.Address, p => PostalAddress.Parse(UsableText.Of(p.Address?.Unmask(), PostalAddress.MaxLength)), (c, v) => c.Address = (PostalAddress)v),
        new("单位名称", c => c.CompanyName, p => UsableText.Of(p.CompanyName, NameLength), (c, v) => c.CompanyName = (string)v),
        new("单位地址", c => c.CompanyAddress, p => PostalAddress.Parse(UsableText.Of(p.CompanyAddress?.Unmask(), PostalAddress.MaxLength)), (c, v) => c.CompanyAddress = (PostalAddress)v),
        new("联系人姓名", c => c.ContactName, p => UsableText.Of(p.ContactName, NameLength), (c, v) => c.ContactName = (string)v),
        new("联系人手机号", c => c.ContactPhone, p => PhoneNumber.Parse(p.ContactPhone?.Unmask()), (c, v) => c.ContactPhone = (PhoneNumber)v),
    ];

    /// <summary>Team leaders and administrators edit every customer, account managers their own.</summary>
    public bool CanEdit(CurrentUser me) =>
        me.May(Permission.EditCustomers) && (me.Is(Roles.TeamLeader) || me.Is(Roles.Admin) || OwnerId == me.Id);

    /// <summary>Takes what the core knows and the record doesn't; on record as the application's doing.</summary>
    public void FillFrom(LoanCorePerson person, DateTimeOffset now)
    {
        var changes = CoreFields.Where(f => f.Ours(this) is null).Select(f => Take(f, person)).OfType<FieldChange>().ToList();
        if (changes.Count > 0)
        {
            Record(CurrentUser.Application, now, "从贷款核心补全", changes);
        }
    }

    /// <summary>Fields that both know and tell differently.</summary>
    public IEnumerable<CoreDifference> DifferencesTo(LoanCorePerson person) =>
        from field in CoreFields
        let ours = field.Ours(this)
        let theirs = field.Theirs(person)
        where ours is not null && theirs is not null && !Equals(ours, theirs)
        select new CoreDifference(field.Name, ours.ToString(), theirs.ToString()!);

    /// <summary>采用: the core's value takes the place of ours.</summary>
    public Outcome Adopt(string field, LoanCorePerson person, CurrentUser me, DateTimeOffset now)
    {
        if (!CanEdit(me))
        {
            return Outcome.Refused("您没有修改这位客户的权限");
        }

        var known = Array.Find(CoreFields, f => f.Name == field);
        if (known is null || Take(known, person) is not { } change)
        {
            return Outcome.Refused("贷款核心没有可以采用的{0}，或已经一致", field);
        }

        Record(me, now, "采用贷款核心的资料", [change]);
        return Outcome.Done;
    }

    private FieldChange? Take(CoreField field, LoanCorePerson person)
    {
        var ours = field.Ours(this);
        if (field.Theirs(person) is not { } theirs || Equals(ours, theirs))
        {
            return null;
        }

        field.Take(this, theirs);
        return FieldChange.Between(field.Name, ours, theirs);
    }

    private void Record(CurrentUser me, DateTimeOffset now, string action, IReadOnlyList<FieldChange> changes) =>
        NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Customer, Id.ToString(CultureInfo.InvariantCulture), action, changes));

    private sealed record CoreField(string Name, Func<Customer, object?> Ours, Func<LoanCorePerson, object?> Theirs, Action<Customer, object> Take);
}
