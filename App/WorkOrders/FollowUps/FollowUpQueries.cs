using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.FollowUps;

/// <summary>Loads follow-ups with their order.</summary>
public static class FollowUpQueries
{
    /// <summary>Loads the data that follow-up actions need.</summary>
    public static IQueryable<WorkOrder> WithNewestFollowUp(this IQueryable<WorkOrder> orders) =>
        orders.Include(o => o.FollowUps.OrderByDescending(f => f.Sequence).Take(1)).ThenInclude(f => f.Attachments).ThenInclude(a => a.File);
}
