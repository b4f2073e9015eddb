using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Page.CallSummaries;

/// <summary>Another order of the same customer, with its summary 小结. Numbers in the texts are masked.</summary>
public sealed record HistoryRow(
    long Id, string Number, WorkOrderStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? SettledAt, string? Handler,
    int? ProblemTypeId, int? ProblemTopicId, int? ProblemSubtopicId, string? Solution, FreeText? Description,
    SettlementBasis? SettlementBasis, FreeText? SettlementRemark)
{
    /// <summary>更晚: created after that order.</summary>
    public bool IsLaterThan(WorkOrder order) => CreatedAt > order.CreatedAt || (CreatedAt == order.CreatedAt && Id > order.Id);
}

/// <summary>历史小结: other orders of the customer, newest first.</summary>
public static class HistoryQueries
{
    public const int PageSize = 20;

    /// <summary>Whether the order has an ID number or phone to identify the customer.</summary>
    public static bool NamesCustomer(this WorkOrder order) => order.IdNumber is not null || order.CustomerPhone is not null;

    /// <summary>The next page after <paramref name="last"/> (null: first page), plus one extra row if there are more.</summary>
    public static Task<List<HistoryRow>> HistoryAsync(this AppDb db, WorkOrder order, HistoryRow? last, CurrentUser me, CancellationToken token = default)
    {
        var orders = db.WorkOrders.AsNoTracking().VisibleTo(me).OfSameCustomer(order);
        if (last is not null)
        {
            // The first condition is the start position for the index seek.
            orders = orders.Where(o => o.CreatedAt <= last.CreatedAt && (o.CreatedAt < last.CreatedAt || o.Id < last.Id));
        }

        return orders.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id).Take(PageSize + 1).Select(o => new HistoryRow(
            o.Id, o.Number, o.Status, o.CreatedAt, o.SettledAt, o.Handler!.DisplayName, o.ProblemTypeId, o.ProblemTopicId, o.ProblemSubtopicId,
            o.Solution, o.Description, o.SettlementBasis, o.SettlementRemark)).ToListAsync(token);
    }

    // Match by identity card if known; a phone may be shared by a family.
    private static IQueryable<WorkOrder> OfSameCustomer(this IQueryable<WorkOrder> orders, WorkOrder order) => order switch
    {
        { IdNumberKey: { } id } => orders.Where(o => o.IdNumberKey == id && o.Id != order.Id),
        { CustomerPhoneKey: { } phone } => orders.Where(o => o.CustomerPhoneKey == phone && o.Id != order.Id),
        _ => orders.Where(_ => false),
    };
}
