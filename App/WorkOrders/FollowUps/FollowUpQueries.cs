using Microsoft.EntityFrameworkCore;

namespace WorkOrders.FollowUps;

/// <summary>How follow-ups are loaded with their order.</summary>
public static class FollowUpQueries
{
    /// <summary>What the verbs of follow-ups need.</summary>
    public static IQueryable<WorkOrder> WithNewestFollowUp(this IQueryable<WorkOrder> orders) =>
        orders.Include(o => o.FollowUps.OrderByDescending(f => f.Sequence).Take(1)).ThenInclude(f => f.Attachments).ThenInclude(a => a.File);
}
