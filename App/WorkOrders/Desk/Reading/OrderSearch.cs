using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Views;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Desk.Reading;

/// <summary>Ctrl+K search: by order number or its prefix, phone, ID number, contract or application number, or customer name.</summary>
public sealed class OrderSearch : ISearchProvider
{
    public const int Limit = 10;

    /// <inheritdoc/>
    async Task<IReadOnlyList<SearchHit>> ISearchProvider.FindAsync(AppDb db, string text, SearchedNumber number, CurrentUser me, CancellationToken cancellation) =>
    [
        .. (await FindAsync(db, text, number, me, cancellation)).Select(hit => new SearchHit(
            hit.Number, hit.Status.Text(), hit.Status.ToString().ToLowerInvariant(), hit.CustomerName, hit.Matched, here => AddressOf(hit.Number, here, me)) { IsByNumber = hit.IsByNumber }),
    ];

    /// <summary>At most ten orders, newest first. Fewer than two characters return nothing.</summary>
    public static async Task<IReadOnlyList<OrderHit>> FindAsync(AppDb db, string? text, SearchedNumber number, CurrentUser me, CancellationToken cancellation = default)
    {
        var wanted = Normalise.Text(Normalise.Halfwidth(text));
        if (wanted is null or { Length: < 2 or > WorkOrderLimits.Name })
        {
            return [];
        }

        var orders = db.WorkOrders.AsNoTracking().VisibleTo(me);
        var orderNumber = OrderNumber.Read(wanted);
        var searches = OrderNumber.IsStart(orderNumber) ? [ByNumber(orders, orderNumber)] : Others(orders, wanted, number).ToList();
        var hits = await searches.Aggregate((all, one) => all.Concat(one)).ToListAsync(cancellation);
        return [.. hits.DistinctBy(h => h.Number).OrderByDescending(h => h.CreatedAt).Take(Limit)];
    }

    // Open in the panel when the desk is shown, otherwise on the order's own page.
    private static string AddressOf(string number, Uri here, CurrentUser me) => here.AbsolutePath == "/work-orders"
        ? here.AbsolutePath + WorkOrderFilter.Parse(here.Query, me.May(Permission.HandleOrders) ? DeskView.MyUnhandled : DeskView.All).WithOpen(number).ToQuery()
        : $"/work-orders/{number}";

    // Range comparison instead of LIKE: it can use the index under every collation.
    private static IQueryable<OrderHit> ByNumber(IQueryable<WorkOrder> orders, string prefix)
    {
        var (first, last) = (prefix.PadRight(OrderNumber.Length, '0'), prefix.PadRight(OrderNumber.Length, '9'));
        return Hits(orders.Where(o => string.Compare(o.Number, first) >= 0 && string.Compare(o.Number, last) <= 0).OrderByDescending(o => o.Number), "工单ID");
    }

    // One query per column, combined in one statement, so that each uses its own index. OR over five columns gives unreliable query plans.
    private static IEnumerable<IQueryable<OrderHit>> Others(IQueryable<WorkOrder> orders, string text, SearchedNumber searched)
    {
        if (searched.Phone is { } phone)
        {
            yield return Newest(orders.Where(o => o.CustomerPhoneKey == phone), "客户电话", byNumber: true);
            yield return Newest(orders.Where(o => o.CallerNumberKey == phone), "来电号码", byNumber: true);
        }

        if (searched.Id is { } id)
        {
            yield return Newest(orders.Where(o => o.IdNumberKey == id), "身份证号", byNumber: true);
        }

        var number = ComparisonForm.OfNumber(text);
        yield return Newest(orders.Where(o => o.ContractNoKey == number), "合同编号");
        yield return Newest(orders.Where(o => o.ApplyNoKey == number), "申请编号");
        var name = ComparisonForm.OfName(text);
        if (name.Any(char.IsLetter))
        {
            yield return Hits(
                orders.Where(o => o.CustomerNameKey != null && o.CustomerNameKey.StartsWith(name)).OrderBy(o => o.CustomerNameKey).ThenByDescending(o => o.CreatedAt),
                "客户姓名");
        }
    }

    private static IQueryable<OrderHit> Newest(IQueryable<WorkOrder> orders, string matched, bool byNumber = false) =>
        Hits(orders.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id), matched, byNumber);

    private static IQueryable<OrderHit> Hits(IQueryable<WorkOrder> orders, string matched, bool byNumber = false) => orders.Take(Limit).Select(o => new OrderHit
    {
        Number = o.Number,
        Status = o.Status,
        CustomerName = o.CustomerName,
        CreatedAt = o.CreatedAt,
        Matched = matched,
        IsByNumber = byNumber,
    });
}

/// <summary>An order found by the search box.</summary>
public sealed record OrderHit
{
    public string Number { get; init; } = "";

    public WorkOrderStatus Status { get; init; }

    public string? CustomerName { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The Chinese name of the field that matched, as a localizer key.</summary>
    public string Matched { get; init; } = "";

    /// <summary>Found by the searched telephone or ID number.</summary>
    public bool IsByNumber { get; init; }
}
