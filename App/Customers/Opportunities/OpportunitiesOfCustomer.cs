using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Opportunities;

/// <summary>The opportunities of a customer, the newest first, and the amount of all open ones.</summary>
public sealed record OpportunitiesOfCustomer(int Count, decimal OpenSum, IReadOnlyList<OpportunityRow> Rows)
{
    /// <summary>Of a customer that the user may see; empty for others.</summary>
    public static async Task<OpportunitiesOfCustomer> ReadAsync(AppDb db, int customerId, int most, CurrentUser me, CancellationToken token)
    {
        var found = db.Opportunities.AsNoTracking().OfVisible(db.Customers, me).Where(o => o.CustomerId == customerId);
        var rows = await found.OrderByDescending(o => o.Id).Take(most).Select(OpportunityRow.Projection).ToListAsync(token);
        if (rows.Count < most)
        {
            return new(rows.Count, rows.Where(r => !r.Stage.IsEnd()).Sum(r => r.Amount), rows);
        }

        var open = found.Where(o => o.Stage != OpportunityStage.Won && o.Stage != OpportunityStage.Lost);
        return new(await found.CountAsync(token), await open.SumAsync(o => o.Amount, token), rows);
    }
}
