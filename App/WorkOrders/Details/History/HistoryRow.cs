using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Details.History;

/// <summary>Another order of the same customer, with its summary 小结. Numbers in the texts print masked.</summary>
public sealed record HistoryRow(
    long Id, string Number, WorkOrderStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? SettledAt, string? Handler,
    int? ProblemTypeId, int? ProblemTopicId, int? ProblemSubtopicId, string? Solution, FreeText? Description,
    SettlementBasis? SettlementBasis, FreeText? SettlementRemark)
{
    /// <summary>更晚: it came in after that order.</summary>
    public bool IsLaterThan(WorkOrder order) => CreatedAt > order.CreatedAt || (CreatedAt == order.CreatedAt && Id > order.Id);
}

/// <summary>历史小结: the other orders of a customer, newest first.</summary>
public static class HistoryQueries
{
    public const int PageSize = 20;

    /// <summary>Without one of them nobody knows whose order it is.</summary>
    public static bool NamesCustomer(this WorkOrder order) => order.IdNumber is not null || order.CustomerPhone is not null;

    /// <summary>The newest after <paramref name="last"/> (null: from the beginning), one more than a page where there are more.</summary>
    public static Task<List<HistoryRow>> HistoryAsync(this AppDb db, WorkOrder order, HistoryRow? last, CurrentUser me)
    {
        var orders = db.WorkOrders.AsNoTracking().VisibleTo(me).OfSameCustomer(order);
        if (last is not null)
        {
            // The first condition alone is where the index begins to be read.
            orders = orders.Where(o => o.CreatedAt <= last.CreatedAt && (o.CreatedAt < last.CreatedAt || o.Id < last.Id));
        }

        return orders.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id).Take(PageSize + 1).Select(o => new HistoryRow(
            o.Id, o.Number, o.Status, o.CreatedAt, o.SettledAt, o.Handler!.DisplayName, o.ProblemTypeId, o.ProblemTopicId, o.ProblemSubtopicId,
            o.Solution, o.Description, o.SettlementBasis, o.SettlementRemark)).ToListAsync();
    }

    // The identity card says who it is; a telephone may be the family's.
    private static IQueryable<WorkOrder> OfSameCustomer(this IQueryable<WorkOrder> orders, WorkOrder order) => order switch
    {
        { IdNumber: { } id } => orders.Where(o => o.IdNumber == id && o.Id != order.Id),
        { CustomerPhone: { } phone } => orders.Where(o => o.CustomerPhone == phone && o.Id != order.Id),
        _ => orders.Where(_ => false),
    };
}
