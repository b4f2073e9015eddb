using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;

namespace WorkOrders.Desk.Views;

/// <summary>Sums the rows that the triggers append to OrderTallies.</summary>
public static class OrderTallySums
{
    /// <summary>
    /// Orders per day and status. One statement, because it reads one consistent snapshot; on SQL Server only with <see cref="SnapshotReads"/> on.
    /// A transaction with a stricter level would be wrong there: its level stays on the pooled connection.
    /// </summary>
    public static async Task<List<(DateOnly Day, WorkOrderStatus Status, long Orders)>> ReadAsync(AppDb db, CancellationToken cancellation = default)
    {
        var sums = await db.OrderTallies.GroupBy(t => new { t.Day, t.Status })
            .Select(g => new { g.Key.Day, g.Key.Status, Orders = g.Sum(t => (long)t.Change) }).ToListAsync(cancellation);
        return [.. sums.Select(s => (s.Day, s.Status, s.Orders))];
    }
}
