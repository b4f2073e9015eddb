using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Database.Sql;

/// <summary>Compacts the rows that triggers append to OrderTallies.</summary>
public static class OrderTallyTable
{
    /// <summary>Replaces the rows with one per day and status. Safe on several nodes at once and while orders change.</summary>
    public static Task CompactAsync(AppDb db, CancellationToken cancellation = default) => db.Database.IsSqlServer()
        ? db.Database.ExecuteSqlAsync(
            $"""
             SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
             SET XACT_ABORT ON;
             BEGIN TRANSACTION;
             DECLARE @gone TABLE ("Day" date, "Status" varchar(20), "Change" int);
             DELETE FROM "OrderTallies" WITH (ROWLOCK, READPAST, READCOMMITTEDLOCK) OUTPUT deleted."Day", deleted."Status", deleted."Change" INTO @gone;
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
