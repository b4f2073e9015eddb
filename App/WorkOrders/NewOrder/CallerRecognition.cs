using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;

namespace WorkOrders.NewOrder;

/// <summary>Finds a caller by complete phone and identity-card numbers, among our customers and earlier orders.</summary>
public static class CallerRecognition
{
    private const int MostCustomers = 5;
    private const int MostOrders = 30;

    /// <summary>People whose numbers match, most recent call first.</summary>
    public static async Task<IReadOnlyList<KnownCaller>> RecogniseAsync(this AppDb db, CurrentUser me, CallerNumbers numbers, CancellationToken token)
    {
        List<PhoneNumber> phones = [.. new[] { numbers.Phone?.Key, numbers.Caller?.Key }.OfType<PhoneNumber>().Distinct()];
        List<IdNumber> ids = numbers.Id is { } id ? [id.Key] : [];
        if (phones.Count == 0 && ids.Count == 0)
        {
            return [];
        }

        var callers = await CustomersAsync(db, me, phones, ids, token);
        phones = [.. phones.Union(callers.Select(c => c.Phone?.Key).OfType<PhoneNumber>())];
        ids = [.. ids.Union(callers.Select(c => c.IdNumber?.Key).OfType<IdNumber>())];
        foreach (var order in await OrdersAsync(db.WorkOrders.AsNoTracking().VisibleTo(me), phones, ids, token))
        {
            var caller = callers.Find(c => c.Has(order));
            if (caller is null)
            {
                callers.Add(caller = new KnownCaller(order.CustomerName, order.CustomerPhone, order.IdNumber, order.ChannelName, IsCustomer: false));
            }

            caller.Orders.Add(order);
        }

        return [.. callers.OrderByDescending(c => c.Orders.Select(o => o.CreatedAt).FirstOrDefault())];
    }

    private static async Task<List<KnownCaller>> CustomersAsync(AppDb db, CurrentUser me, List<PhoneNumber> phones, List<IdNumber> ids, CancellationToken token)
    {
        var visible = db.Customers.AsNoTracking().VisibleTo(me);
        var found = await CallersAsync(
            visible.Where(c => (c.PhoneKey != null && phones.Contains(c.PhoneKey)) || (c.IdNumberKey != null && ids.Contains(c.IdNumberKey))), token);
        return found.Count > 0 ? found : (await CallersAsync(visible.Formerly(db, phones, ids), token)).ConvertAll(caller => caller with { Former = [.. phones, .. ids] });
    }

    private static Task<List<KnownCaller>> CallersAsync(IQueryable<Customer> customers, CancellationToken token) =>
        customers.OrderBy(c => c.Id).Take(MostCustomers).Select(c => new KnownCaller(c.Name, c.Phone, c.IdNumber, null, true) { CustomerId = c.Id }).ToListAsync(token);

    // One query per index, so that each reads only its newest entries.
    private static async Task<IEnumerable<CallerOrder>> OrdersAsync(IQueryable<WorkOrder> orders, List<PhoneNumber> phones, List<IdNumber> ids, CancellationToken token)
    {
        List<CallerOrder> found = [];
        if (phones.Count > 0)
        {
            found.AddRange(await NewestAsync(orders.Where(o => o.CustomerPhoneKey != null && phones.Contains(o.CustomerPhoneKey)), token));
            found.AddRange(await NewestAsync(orders.Where(o => o.CallerNumberKey != null && phones.Contains(o.CallerNumberKey)), token));
        }

        if (ids.Count > 0)
        {
            found.AddRange(await NewestAsync(orders.Where(o => o.IdNumberKey != null && ids.Contains(o.IdNumberKey)), token));
        }

        return found.DistinctBy(o => o.Number).OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Number);
    }

    private static Task<List<CallerOrder>> NewestAsync(IQueryable<WorkOrder> orders, CancellationToken token) =>
        orders.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id).Take(MostOrders).Select(o => new CallerOrder(
            o.Number, o.Status, o.CreatedAt, o.CustomerName, o.CustomerPhone, o.IdNumber, o.ChannelName,
            o.ProblemTypeId, o.ProblemTopicId, o.Handler!.DisplayName) { CallerNumber = o.CallerNumber }).ToListAsync(token);
}

/// <summary>The complete numbers that are known of a caller.</summary>
public sealed record CallerNumbers(IdNumber? Id, PhoneNumber? Phone, PhoneNumber? Caller)
{
    public bool HasAny => (Id, Phone, Caller) is not (null, null, null);

    public static CallerNumbers Of(WorkOrderInput input) => new(input.RealIdNumber, input.RealCustomerPhone, PhoneNumber.Parse(input.CallerNumber));
}

/// <summary>A possible caller, with the orders that contain them, newest first.</summary>
public sealed record KnownCaller(string? Name, PhoneNumber? Phone, IdNumber? IdNumber, string? ChannelName, bool IsCustomer)
{
    public List<CallerOrder> Orders { get; } = [];

    /// <summary>The customer's id; null for a person who is known from orders only.</summary>
    public int? CustomerId { get; init; }

    /// <summary>曾用: the numbers by which the customer was found, when they had them before a merge.</summary>
    public IReadOnlyList<Sensitive> Former { get; init; } = [];

    /// <summary>Open orders that a new order may duplicate.</summary>
    public IEnumerable<CallerOrder> Open => Orders.Where(o => o.Status != WorkOrderStatus.Settled);

    /// <summary>The same person in another search; the name of <paramref name="other"/> may be unknown.</summary>
    public bool IsSameAs(KnownCaller other) => Phone?.Key == other.Phone?.Key && IdNumber?.Key == other.IdNumber?.Key && (other.Name is null || IsCalled(other.Name));

    /// <summary>Matches by identity-card number; without one, by phone and name.</summary>
    public bool Has(CallerOrder order) => IdNumber is not null && order.IdNumber is not null
        ? IdNumber.IsOfSameCard(order.IdNumber)
        : (Phone?.Key == order.CustomerPhone?.Key || Former.Contains(order.CustomerPhone?.Key)) && (Name is null || order.CustomerName is null || IsCalled(order.CustomerName));

    /// <summary>The number, in comparison form, is this person's or stands in one of the orders.</summary>
    public bool IsNamedBy(Sensitive number) => number.Equals(Phone?.Key) || number.Equals(IdNumber?.Key) || Former.Contains(number)
        || Orders.Exists(o => number.Equals(o.CustomerPhone?.Key) || number.Equals(o.CallerNumber?.Key) || number.Equals(o.IdNumber?.Key));

    private bool IsCalled(string name) => ComparisonForm.OfName(Name) == ComparisonForm.OfName(name);
}

/// <summary>Short data of a caller's earlier order.</summary>
public sealed record CallerOrder(
    string Number, WorkOrderStatus Status, DateTimeOffset CreatedAt, string? CustomerName, PhoneNumber? CustomerPhone, IdNumber? IdNumber,
    string? ChannelName, int? ProblemTypeId, int? ProblemTopicId, string? Handler)
{
    public PhoneNumber? CallerNumber { get; init; }
}
