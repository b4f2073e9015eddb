using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;

namespace WorkOrders.Page.Person;

/// <summary>客户档案: the customer record for an order, with the name of its owner.</summary>
public sealed record CustomerFile(Customer Customer, string? Owner)
{
    public static readonly FieldName Phone = new("file.phone", "档案电话");
    public static readonly FieldName IdNumber = new("file.id-number", "档案身份证号");
    public static readonly FieldName Address = new("file.address", "档案地址");
    public static readonly FieldName CompanyAddress = new("file.company-address", "档案单位地址");
    public static readonly FieldName ContactPhone = new("file.contact-phone", "档案联系人电话");

    /// <summary>曾用: no customer has the order's numbers now, but this one had one of them before a merge.</summary>
    public bool IsByFormerNumber { get; private init; }

    /// <summary>Found by the order's identity-card number, otherwise by the customer's phone, otherwise by former numbers; null when there is none that the user may see.</summary>
    public static async Task<CustomerFile?> ReadAsync(AppDb db, WorkOrder order, CurrentUser me, CancellationToken token = default)
    {
        var visible = db.Customers.AsNoTracking().VisibleTo(me);
        var (id, phone) = (order.IdNumberKey, order.CustomerPhoneKey);
        if (Behind(visible, id, phone) is not { } customers)
        {
            return null;
        }

        // One query for both, because the tabs of an order share few.
        var former = visible.Formerly(db, [.. new[] { phone }.OfType<PhoneNumber>()], [.. new[] { id }.OfType<IdNumber>()]);
        var found = customers.Select(c => c.Id).Take(1).Concat(former.Select(c => c.Id));
        var file = await visible.Where(c => found.Contains(c.Id)).OrderBy(c => id != null && c.IdNumberKey == id ? 0 : phone != null && c.PhoneKey == phone ? 1 : 2).ThenBy(c => c.Id)
            .Select(c => new CustomerFile(c, c.Owner!.DisplayName)).FirstOrDefaultAsync(token);
        return file is null ? null : file with { IsByFormerNumber = !file.Has(id) && !file.Has(phone) };
    }

    /// <summary>Loads the tracked order with the masked fields of this customer record, if it still belongs to the order.</summary>
    public async Task<IRevealable?> RevealableAsync(AppDb db, string number, CurrentUser me) =>
        await db.WorkOrders.VisibleTo(me).FirstOrDefaultAsync(o => o.Number == number) is { } order
        && await ReadAsync(db, order, me) is { } now && now.Customer.Id == Customer.Id
            ? new RevealedThroughOrder(order, now.SensitiveField)
            : null;

    /// <summary>The masked field with that name. Its name differs from the order's own field.</summary>
    public Sensitive? SensitiveField(FieldName field) =>
        field == Phone ? Customer.Phone
        : field == IdNumber ? Customer.IdNumber
        : field == Address ? Customer.Address
        : field == CompanyAddress ? Customer.CompanyAddress
        : field == ContactPhone ? Customer.ContactPhone
        : null;

    /// <summary>The number, in comparison form, is in the record.</summary>
    public bool IsOf(Sensitive number) => IsByFormerNumber || Has(number);

    private bool Has(Sensitive? number) => number is not null && (number.Equals(Customer.IdNumberKey) || number.Equals(Customer.PhoneKey));

    private static IQueryable<Customer>? Behind(IQueryable<Customer> customers, IdNumber? id, PhoneNumber? phone) => (id, phone) switch
    {
        // Prefer a match of both numbers, then of the ID number. Match by phone only if the record has no ID number: a family may share a phone.
        (not null, not null) => customers.Where(c => c.IdNumberKey == id || (c.IdNumberKey == null && c.PhoneKey == phone))
            .OrderBy(c => c.IdNumberKey == id ? 0 : 1).ThenBy(c => c.PhoneKey == phone ? 0 : 1).ThenBy(c => c.Id),
        (not null, null) => customers.Where(c => c.IdNumberKey == id).OrderBy(c => c.Id),
        (null, not null) => customers.Where(c => c.PhoneKey == phone).OrderBy(c => c.Id),
        _ => null,
    };
}
