using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Statistics;

/// <summary>Current counts of what the user may see.</summary>
public sealed record Overview(int InDefault, int PendingApplications, int PendingRenewals)
{
    public static async Task<Overview> ReadAsync(AppDb db, CurrentUser me, CancellationToken cancellation = default) => new(
        await db.DefaultCustomers.InDefaultVisibleTo(me).CountAsync(c => c.Status == DefaultStatus.Default, cancellation),
        await db.DefaultApplications.VisibleTo(me).CountAsync(a => a.Status == DecisionStatus.Pending, cancellation),
        await db.Renewals.VisibleTo(me).CountAsync(r => r.Status == DecisionStatus.Pending, cancellation));
}
