using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;

namespace WorkOrders.Desk.Views;

/// <summary>Sums the rows that the triggers append to OrderTallies.</summary>
public static class OrderTallySums
{
    /// <summary>Orders per day and status, as one consistent snapshot.</summary>
    public static async Task<List<(DateOnly Day, WorkOrderStatus Status, long Orders)>> ReadAsync(AppDb db, CancellationToken cancellation = default)
    {
        await using var transaction = await OrderTallyTable.BeginSumAsync(db, cancellation);
        var sums = await db.OrderTallies.GroupBy(t => new { t.Day, t.Status })
            .Select(g => new { g.Key.Day, g.Key.Status, Orders = g.Sum(t => (long)t.Change) }).ToListAsync(cancellation);
        return [.. sums.Select(s => (s.Day, s.Status, s.Orders))];
    }
}
