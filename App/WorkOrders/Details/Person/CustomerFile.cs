using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Shared;
using WorkOrders.Shared.Reveal;

namespace WorkOrders.Details.Person;

/// <summary>客户档案: our customer behind an order, with the name of who looks after him.</summary>
public sealed record CustomerFile(Customer Customer, string? Owner)
{
    public const string Phone = "档案电话";
    public const string IdNumber = "档案身份证号";
    public const string Address = "档案地址";
    public const string CompanyAddress = "档案单位地址";
    public const string ContactPhone = "档案联系人电话";

    /// <summary>By the order's identity-card number, else by the customer's phone; null when there is none that the reader may see.</summary>
    public static async Task<CustomerFile?> ReadAsync(AppDb db, WorkOrder order, CurrentUser me) =>
        Behind(db.Customers.AsNoTracking().VisibleTo(me), order.IdNumber, order.CustomerPhone) is { } customers
            ? await customers.Select(c => new CustomerFile(c, c.Owner!.DisplayName)).FirstOrDefaultAsync()
            : null;

    /// <summary>Loads the order, tracked, with this file's masked fields – as long as it is still the file behind the order.</summary>
    public async Task<IRevealable?> RevealableAsync(AppDb db, string number, CurrentUser me) =>
        await db.WorkOrders.VisibleTo(me).FirstOrDefaultAsync(o => o.Number == number) is { } order
        && await ReadAsync(db, order, me) is { } now && now.Customer.Id == Customer.Id
            ? new RevealedThroughOrder(order, now.SensitiveField)
            : null;

    /// <summary>The masked field of that name, which differs from the name of the order's own field.</summary>
    public Sensitive? SensitiveField(string field) => field switch
    {
        Phone => Customer.Phone,
        IdNumber => Customer.IdNumber,
        Address => Customer.Address,
        CompanyAddress => Customer.CompanyAddress,
        ContactPhone => Customer.ContactPhone,
        _ => null,
    };

    private static IQueryable<Customer>? Behind(IQueryable<Customer> customers, IdNumber? id, PhoneNumber? phone) => (id, phone) switch
    {
        // Who has both numbers, then the card; then the phone, unless that file has another card: a family shares a phone.
        (not null, not null) => customers.Where(c => c.IdNumber == id || (c.IdNumber == null && c.Phone == phone))
            .OrderBy(c => c.IdNumber == id ? 0 : 1).ThenBy(c => c.Phone == phone ? 0 : 1).ThenBy(c => c.Id),
        (not null, null) => customers.Where(c => c.IdNumber == id).OrderBy(c => c.Id),
        (null, not null) => customers.Where(c => c.Phone == phone).OrderBy(c => c.Id),
        _ => null,
    };
}
