using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace WorkOrders.Database.Sql;

/// <summary>Reads and compacts the rows that triggers append to OrderTallies.</summary>
public static class OrderTallyTable
{
    /// <summary>Begins a transaction in which a sum over the rows is exact; null on PostgreSQL, which doesn't need one.</summary>
    public static async Task<IDbContextTransaction?> BeginSumAsync(AppDb db, CancellationToken cancellation = default) =>
        // On SQL Server, read committed could see half of a compaction. On PostgreSQL every statement reads a snapshot.
        db.Database.IsSqlServer() ? await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation) : null;

    /// <summary>Replaces the rows with one per day and status. Safe on several nodes at once and while orders change.</summary>
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
