using System.Globalization;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.Contracts;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

public sealed partial class Customer
{
    /// <summary>Fields that exist in our record and in the loan core. An invalid value from the core is read as null.</summary>
    private static readonly CoreField[] CoreFields =
    [
        new(CustomerFields.Name, c => c.Name, p => UsableText.Of(p.Name, NameLength), (c, v) => c.Name = (string)v),
        new(CustomerFields.IdNumber, c => c.IdNumber, p => IdNumber.Parse(p.IdNumber?.Unmask()), (c, v) => c.IdNumber = (IdNumber)v),
        new(CustomerFields.Phone, c => c.Phone, p => PhoneNumber.Parse(p.Phone?.Unmask()), (c, v) => c.Phone = (PhoneNumber)v),
        new(CustomerFields.Address, c => c.Address, p => PostalAddress.Parse(UsableText.Of(p.Address?.Unmask(), PostalAddress.MaxLength)), (c, v) => c.Address = (PostalAddress)v),
        new(CustomerFields.CompanyName, c => c.CompanyName, p => UsableText.Of(p.CompanyName, NameLength), (c, v) => c.CompanyName = (string)v),
        new(CustomerFields.CompanyAddress, c => c.CompanyAddress, p => PostalAddress.Parse(UsableText.Of(p.CompanyAddress?.Unmask(), PostalAddress.MaxLength)), (c, v) => c.CompanyAddress = (PostalAddress)v),
        new(CustomerFields.ContactName, c => c.ContactName, p => UsableText.Of(p.ContactName, NameLength), (c, v) => c.ContactName = (string)v),
        new(CustomerFields.ContactPhone, c => c.ContactPhone, p => PhoneNumber.Parse(p.ContactPhone?.Unmask()), (c, v) => c.ContactPhone = (PhoneNumber)v),
    ];

    /// <summary>Team leaders and administrators edit every customer, account managers their own.</summary>
    public bool CanEdit(CurrentUser me) => CanEdit(me, OwnerId);

    /// <summary>The rule of <see cref="CanEdit(CurrentUser)"/> for a row that names the owner.</summary>
    internal static bool CanEdit(CurrentUser me, int? ownerId) =>
        me.May(Permission.EditCustomers) && (me.Is(Roles.TeamLeader) || me.Is(Roles.Admin) || ownerId == me.Id);

    /// <summary>The unique values of the customer as they would be with the core's in place of ours.</summary>
    internal CustomerValues With(LoanCorePerson person) => new()
    {
        Name = UsableText.Of(person.Name, NameLength) ?? Name,
        Type = Type,
        Phone = PhoneNumber.Parse(person.Phone?.Unmask()) ?? Phone,
        IdNumber = IdNumber.Parse(person.IdNumber?.Unmask()) ?? IdNumber,
    };

    /// <summary>Fills empty fields with values from the core, but with none that another customer has; the operation record names the application as the actor.</summary>
    public void FillFrom(LoanCorePerson person, IReadOnlyList<TakenValue> taken, DateTimeOffset now)
    {
        var changes = CoreFields.Where(f => f.Ours(this) is null && taken.All(t => t.Field != f.Name)).Select(f => Take(f, person)).OfType<FieldChange>().ToList();
        if (changes.Count > 0)
        {
            Record(CurrentUser.Application, now, CustomerActions.CompletedFromCore, changes);
        }
    }

    /// <summary>Fields that have different values in our record and in the core.</summary>
    public IEnumerable<CoreDifference> DifferencesTo(LoanCorePerson person) =>
        from field in CoreFields
        let ours = field.Ours(this)
        let theirs = field.Theirs(person)
        where ours is not null && theirs is not null && !ComparisonForm.AreSame(ours, theirs)
        select new CoreDifference(field.Name, ours.ToString(), theirs.ToString()!);

    /// <summary>采用: replaces our value with the core's value.</summary>
    public Outcome Adopt(FieldName field, LoanCorePerson person, CurrentUser me, DateTimeOffset now)
    {
        if (RefusalToAdopt(field, person, me) is { } refusal)
        {
            return refusal;
        }

        var change = Take(Array.Find(CoreFields, f => f.Name == field)!, person)!;
        Record(me, now, CustomerActions.AdoptedFromCore, [change]);
        return Outcome.Done;
    }

    /// <summary>Why <see cref="Adopt"/> is refused; null when it is allowed.</summary>
    public Outcome? RefusalToAdopt(FieldName field, LoanCorePerson person, CurrentUser me) =>
        !CanEdit(me) ? Outcome.Forbidden("您没有修改这位客户的权限")
        : Array.Exists(CoreFields, f => f.Name == field && f.Theirs(person) is { } theirs && !ComparisonForm.AreSame(f.Ours(this), theirs)) ? null
        : Outcome.Refused("贷款核心没有可以采用的{0}，或已经一致", field.Text);

    private FieldChange? Take(CoreField field, LoanCorePerson person)
    {
        var ours = field.Ours(this);
        if (field.Theirs(person) is not { } theirs || ComparisonForm.AreSame(ours, theirs))
        {
            return null;
        }

        field.Take(this, theirs);
        return FieldChange.Between(field.Name, ours, theirs);
    }

    private void Record(CurrentUser me, DateTimeOffset now, OperationAction action, IReadOnlyList<FieldChange> changes, string? remark = null) =>
        NewRecords.Add(OperationRecord.Of(me, now, CustomerSubjects.Customer, Id.ToString(CultureInfo.InvariantCulture), action, changes, remark));

    private sealed record CoreField(FieldName Name, Func<Customer, object?> Ours, Func<LoanCorePerson, object?> Theirs, Action<Customer, object> Take);
}
