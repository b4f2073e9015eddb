using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Statistics;

/// <summary>How many there are now, of what the reader may see.</summary>
public sealed record Overview(int InDefault, int PendingApplications, int PendingRenewals)
{
    public static async Task<Overview> ReadAsync(AppDb db, CurrentUser me, CancellationToken cancellation = default) => new(
        await db.Customers.InDefaultVisibleTo(me).CountAsync(c => c.DefaultStatus == DefaultStatus.Default, cancellation),
        await db.DefaultApplications.VisibleTo(me).CountAsync(a => a.Status == DecisionStatus.Pending, cancellation),
        await db.Renewals.VisibleTo(me).CountAsync(r => r.Status == DecisionStatus.Pending, cancellation));
}
