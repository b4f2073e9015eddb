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

    private const int NumberLength = 16;

    /// <inheritdoc/>
    async Task<IReadOnlyList<SearchHit>> ISearchProvider.FindAsync(AppDb db, string text, CurrentUser me, CancellationToken cancellation) =>
    [
        .. (await FindAsync(db, text, me, cancellation)).Select(hit => new SearchHit(
            hit.Number, hit.Status.Text(), hit.Status.ToString().ToLowerInvariant(), hit.CustomerName, hit.Matched, here => AddressOf(hit.Number, here, me))),
    ];

    /// <summary>At most ten orders, newest first. Fewer than two characters return nothing.</summary>
    public static async Task<IReadOnlyList<OrderHit>> FindAsync(AppDb db, string? text, CurrentUser me, CancellationToken cancellation = default)
    {
        var wanted = Normalise.Text(Normalise.Halfwidth(text));
        if (wanted is null or { Length: < 2 or > WorkOrderLimits.Name })
        {
            return [];
        }

        var orders = db.WorkOrders.AsNoTracking().VisibleTo(me);
        var searches = IsNumber(ComparisonForm.OfNumber(wanted)) ? [ByNumber(orders, ComparisonForm.OfNumber(wanted))] : Others(orders, wanted).ToList();
        var hits = await searches.Aggregate((all, one) => all.Concat(one)).ToListAsync(cancellation);
        return [.. hits.DistinctBy(h => h.Number).OrderByDescending(h => h.CreatedAt).Take(Limit)];
    }

    // Open in the panel when the desk is shown, otherwise on the order's own page.
    private static string AddressOf(string number, Uri here, CurrentUser me) => here.AbsolutePath == "/work-orders"
        ? here.AbsolutePath + WorkOrderFilter.Parse(here.Query, me.May(Permission.HandleOrders) ? DeskView.MyUnhandled : DeskView.All).WithOpen(number).ToQuery()
        : $"/work-orders/{number}";

    private static bool IsNumber(string text) =>
        text.Length <= NumberLength && text.StartsWith("GD", StringComparison.OrdinalIgnoreCase) && text.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;

    // Range comparison instead of LIKE: it can use the index under every collation.
    private static IQueryable<OrderHit> ByNumber(IQueryable<WorkOrder> orders, string prefix)
    {
        var (first, last) = (prefix.PadRight(NumberLength, '0'), prefix.PadRight(NumberLength, '9'));
        return Hits(orders.Where(o => string.Compare(o.Number, first) >= 0 && string.Compare(o.Number, last) <= 0).OrderByDescending(o => o.Number), "工单ID");
    }

    // One query per column, combined in one statement, so that each uses its own index. OR over five columns gives unreliable query plans.
    private static IEnumerable<IQueryable<OrderHit>> Others(IQueryable<WorkOrder> orders, string text)
    {
        if (PhoneNumber.Parse(text)?.Key is { } phone)
        {
            yield return Newest(orders.Where(o => o.CustomerPhoneKey == phone), "客户电话");
            yield return Newest(orders.Where(o => o.CallerNumberKey == phone), "来电号码");
        }

        if (IdNumber.Parse(text)?.Key is { } id)
        {
            yield return Newest(orders.Where(o => o.IdNumberKey == id), "身份证号");
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

    private static IQueryable<OrderHit> Newest(IQueryable<WorkOrder> orders, string matched) =>
        Hits(orders.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id), matched);

    private static IQueryable<OrderHit> Hits(IQueryable<WorkOrder> orders, string matched) =>
        orders.Take(Limit).Select(o => new OrderHit { Number = o.Number, Status = o.Status, CustomerName = o.CustomerName, CreatedAt = o.CreatedAt, Matched = matched });
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
}
