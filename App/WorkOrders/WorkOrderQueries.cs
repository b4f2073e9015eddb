using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;
using WorkOrders.Transfers;

namespace WorkOrders;

/// <summary>How orders are loaded: always through what the reader may see.</summary>
public static class WorkOrderQueries
{
    /// <summary>Everybody who may read orders sees every order; nobody else sees any.</summary>
    public static IQueryable<WorkOrder> VisibleTo(this IQueryable<WorkOrder> orders, CurrentUser me) =>
        me.May(Permission.ReadOrders) ? orders : orders.Where(_ => false);

    /// <summary>With what an order's verbs need.</summary>
    public static IQueryable<WorkOrder> ForAction(this IQueryable<WorkOrder> orders) =>
        orders.Include(o => o.DeskEntries).Include(o => o.Handler)
            .Include(o => o.TransferRequests.Where(r => r.Status == TransferStatus.Pending)).ThenInclude(r => r.Target)
            .Include(o => o.TransferRequests.Where(r => r.Status == TransferStatus.Pending)).ThenInclude(r => r.Handler)
            .AsSplitQuery();
}
