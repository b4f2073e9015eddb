using System.Linq.Expressions;

namespace WorkOrders.Desk.Reading;

/// <summary>Columns that the list can be sorted by.</summary>
public enum DeskSort
{
    CreatedAt,
    Number,
    DueAt,
    Status,
    AnsweredBy,
    Handler,
    CreatedBy,
    ApplyNo,
    ContractNo,
    CustomerName,
    Channel,
    ProblemType,
    ProblemTopic,
    ProblemSubtopic,
    RiskType,
    BusinessType,
    Priority,
    Source,
    SettledAt,
}

/// <summary>Sorting in the database. The id is always the last sort key.</summary>
public static class DeskSorting
{
    /// <summary>创建时间, 工单ID, 到期 and 状态 can always be sorted; other columns only up to <see cref="DeskPage.Cap"/> matching orders.</summary>
    public static bool IsAlwaysOffered(this DeskSort sort) => sort <= DeskSort.Status;

    /// <summary>Sorts by one column. People are sorted by pinyin initials, statuses and categories by their position in the list.</summary>
    public static IOrderedQueryable<WorkOrder> SortedBy(this IQueryable<WorkOrder> orders, DeskSort sort, bool ascending) => sort switch
    {
        DeskSort.Number => orders.By(o => o.Number, ascending),
        DeskSort.DueAt => orders.By(o => o.DueAt, ascending).ThenById(ascending),
        DeskSort.Status => orders.By(o => o.Status == WorkOrderStatus.Unhandled ? 0 : o.Status == WorkOrderStatus.Processing ? 1 : 2, ascending)
            .ThenByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id),
        DeskSort.AnsweredBy => orders.By(o => o.AnsweredBy!.Initials, ascending).ThenById(ascending),
        DeskSort.Handler => orders.By(o => o.Handler!.Initials, ascending).ThenById(ascending),
        DeskSort.CreatedBy => orders.By(o => o.CreatedBy.Initials, ascending).ThenById(ascending),
        DeskSort.ApplyNo => orders.By(o => o.ApplyNo, ascending).ThenById(ascending),
        DeskSort.ContractNo => orders.By(o => o.ContractNo, ascending).ThenById(ascending),
        DeskSort.CustomerName => orders.By(o => o.CustomerName, ascending).ThenById(ascending),
        DeskSort.Channel => orders.By(o => o.ChannelName, ascending).ThenById(ascending),
        DeskSort.ProblemType => orders.By(o => o.ProblemTypeId, ascending).ThenById(ascending),
        DeskSort.ProblemTopic => orders.By(o => o.ProblemTopicId, ascending).ThenById(ascending),
        DeskSort.ProblemSubtopic => orders.By(o => o.ProblemSubtopicId, ascending).ThenById(ascending),
        DeskSort.RiskType => orders.By(o => o.RiskType, ascending).ThenById(ascending),
        DeskSort.BusinessType => orders.By(o => o.BusinessType, ascending).ThenById(ascending),
        DeskSort.Priority => orders.By(o => o.Priority == Priority.Urgent ? 0 : o.Priority == Priority.High ? 1 : o.Priority == Priority.Normal ? 2 : 3, ascending).ThenById(ascending),
        DeskSort.Source => orders.By(o => o.Source, ascending).ThenById(ascending),
        DeskSort.SettledAt => orders.By(o => o.SettledAt, ascending).ThenById(ascending),
        _ => orders.By(o => o.CreatedAt, ascending).ThenById(ascending),
    };

    private static IOrderedQueryable<WorkOrder> By<TKey>(this IQueryable<WorkOrder> orders, Expression<Func<WorkOrder, TKey>> key, bool ascending) =>
        ascending ? orders.OrderBy(key) : orders.OrderByDescending(key);

    private static IOrderedQueryable<WorkOrder> ThenById(this IOrderedQueryable<WorkOrder> orders, bool ascending) =>
        ascending ? orders.ThenBy(o => o.Id) : orders.ThenByDescending(o => o.Id);
}
