using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;
using WorkOrders.Transfers;

namespace WorkOrders;

/// <summary>Queries that load orders, restricted to what the user may see.</summary>
public static class WorkOrderQueries
{
    /// <summary>Users with read permission see every order; other users see none.</summary>
    public static IQueryable<WorkOrder> VisibleTo(this IQueryable<WorkOrder> orders, CurrentUser me) =>
        me.May(Permission.ReadOrders) ? orders : orders.Where(_ => false);

    /// <summary>Includes the data that the order's actions need.</summary>
    public static IQueryable<WorkOrder> ForAction(this IQueryable<WorkOrder> orders) =>
        orders.Include(o => o.DeskEntries).Include(o => o.Handler)
            .Include(o => o.TransferRequests.Where(r => r.Status == TransferStatus.Pending)).ThenInclude(r => r.Target)
            .Include(o => o.TransferRequests.Where(r => r.Status == TransferStatus.Pending)).ThenInclude(r => r.Handler)
            .AsSplitQuery();

    /// <summary>Orders of which the user may know that they have a number: they may reveal it (<see cref="WorkOrder.RightToReveal"/>), or made the order.</summary>
    public static IQueryable<WorkOrder> WithNumbersKnownTo(this IQueryable<WorkOrder> orders, CurrentUser me)
    {
        if (!me.May(Permission.RevealFields))
        {
            return orders.Where(o => o.CreatedById == me.Id);
        }

        return me.Is(Roles.TeamLeader) || me.Is(Roles.Compliance) ? orders : orders.Where(o => o.HandlerId == me.Id || o.CreatedById == me.Id);
    }
}
