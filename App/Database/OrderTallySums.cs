using System.Data;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Database;

/// <summary>Sums the rows that the triggers append to OrderTallies, and folds them.</summary>
public static class OrderTallySums
{
    /// <summary>Orders per day and status, exact at one moment.</summary>
    public static async Task<List<(DateOnly Day, WorkOrderStatus Status, long Orders)>> ReadAsync(AppDb db, CancellationToken cancellation = default)
    {
        // SQL Server's read committed could see a compaction half: PostgreSQL reads a snapshot anyway.
        await using var transaction = db.Database.IsSqlServer() ? await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation) : null;
        var sums = await db.OrderTallies.GroupBy(t => new { t.Day, t.Status })
            .Select(g => new { g.Key.Day, g.Key.Status, Orders = g.Sum(t => (long)t.Change) }).ToListAsync(cancellation);
        return [.. sums.Select(s => (s.Day, s.Status, s.Orders))];
    }

    /// <summary>Replaces the rows by one for each day and status. Any number of nodes may do it at once, and while orders change.</summary>
    public static Task CompactAsync(AppDb db, CancellationToken cancellation = default) => db.Database.IsSqlServer()
        ? db.Database.ExecuteSqlAsync(
            $"""
             SET XACT_ABORT ON;
             BEGIN TRANSACTION;
             DECLARE @gone TABLE ("Day" date, "Status" varchar(20), "Change" int);
             DELETE FROM "OrderTallies" WITH (ROWLOCK, READPAST) OUTPUT deleted."Day", deleted."Status", deleted."Change" INTO @gone;
             INSERT INTO "OrderTallies" ("Day", "Status", "Change")
             SELECT "Day", "Status", SUM("Change") FROM @gone GROUP BY "Day", "Status" HAVING SUM("Change") <> 0;
             COMMIT;
             """, cancellation)
        : db.Database.ExecuteSqlAsync(
            $"""
             WITH gone AS (
                 DELETE FROM "OrderTallies" WHERE "Id" IN (SELECT "Id" FROM "OrderTallies" FOR UPDATE SKIP LOCKED)
                 RETURNING "Day", "Status", "Change")
             INSERT INTO "OrderTallies" ("Day", "Status", "Change")
             SELECT "Day", "Status", sum("Change") FROM gone GROUP BY "Day", "Status" HAVING sum("Change") <> 0
             """, cancellation);
}
