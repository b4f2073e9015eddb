using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Desk;

/// <summary>The Ctrl+K box: an order by its number (or the beginning of it), phone, ID number, contract or application number, or customer name.</summary>
public static class OrderSearch
{
    public const int Limit = 10;

    private const int NumberLength = 16;

    /// <summary>At most ten orders, newest first; nothing for fewer than two characters.</summary>
    public static async Task<IReadOnlyList<OrderHit>> FindAsync(AppDb db, string? text, CurrentUser me, CancellationToken cancellation = default)
    {
        var wanted = Normalise.Text(Normalise.Halfwidth(text));
        if (wanted is null or { Length: < 2 or > WorkOrderLimits.Name })
        {
            return [];
        }

        var orders = db.WorkOrders.AsNoTracking().VisibleTo(me);
        var searches = IsNumber(wanted) ? [ByNumber(orders, wanted.ToUpperInvariant())] : Others(orders, wanted).ToList();
        var hits = await searches.Aggregate((all, one) => all.Concat(one)).ToListAsync(cancellation);
        return [.. hits.DistinctBy(h => h.Number).OrderByDescending(h => h.CreatedAt).Take(Limit)];
    }

    private static bool IsNumber(string text) =>
        text.Length <= NumberLength && text.StartsWith("GD", StringComparison.OrdinalIgnoreCase) && text.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;

    // Bounds instead of LIKE: the index serves them under every collation.
    private static IQueryable<OrderHit> ByNumber(IQueryable<WorkOrder> orders, string prefix)
    {
        var (first, last) = (prefix.PadRight(NumberLength, '0'), prefix.PadRight(NumberLength, '9'));
        return Hits(orders.Where(o => string.Compare(o.Number, first) >= 0 && string.Compare(o.Number, last) <= 0).OrderByDescending(o => o.Number), "工单ID");
    }

    // One statement of parts, each over its own index; OR over five columns would be left to the planner's mercy.
    private static IEnumerable<IQueryable<OrderHit>> Others(IQueryable<WorkOrder> orders, string text)
    {
        if (PhoneNumber.Parse(text) is { } phone)
        {
            yield return Newest(orders.Where(o => o.CustomerPhone == phone), "客户电话");
            yield return Newest(orders.Where(o => o.CallerNumber == phone), "来电号码");
        }

        if (IdNumber.Parse(text) is { } id)
        {
            yield return Newest(orders.Where(o => o.IdNumber == id), "身份证号");
        }

        yield return Newest(orders.Where(o => o.ContractNo == text), "合同编号");
        yield return Newest(orders.Where(o => o.ApplyNo == text), "申请编号");
        if (!text.Any(char.IsAsciiDigit))
        {
            yield return Hits(orders.Where(o => o.CustomerName != null && o.CustomerName.StartsWith(text)).OrderBy(o => o.CustomerName).ThenByDescending(o => o.CreatedAt), "客户姓名");
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

    /// <summary>The Chinese name of the field that matched, a key of the localizer.</summary>
    public string Matched { get; init; } = "";
}
