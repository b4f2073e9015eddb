using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Database.Sql;

/// <summary>Row locks for dispatch, held until the caller's transaction ends.</summary>
internal static class DispatchLocks
{
    /// <summary>Locks these users until other dispatchers are done with them. Foreign-key references to them (a new order) don't wait.</summary>
    public static Task LockUsersAsync(AppDb db, IEnumerable<int> people, CancellationToken cancellation)
    {
        // Always lock in the same order to avoid deadlocks. On SQL Server ORDER BY sorts the result, not the locks: lock one row after the other.
        int[] ids = [.. people.Order()];
        return db.Database.IsSqlServer()
            ? db.Database.ExecuteSqlAsync(
                $"""
                 DECLARE @id int = 0, @held int;
                 WHILE 1 = 1
                 BEGIN
                     SET @id = (SELECT MIN(CAST("value" AS int)) FROM OPENJSON({JsonSerializer.Serialize(ids)}) WHERE CAST("value" AS int) > @id);
                     IF @id IS NULL BREAK;
                     SELECT @held = "Id" FROM "Users" WITH (UPDLOCK, ROWLOCK) WHERE "Id" = @id;
                 END
                 """, cancellation)
            : db.Database.SqlQuery<int>($"""SELECT "Id" AS "Value" FROM "Users" WHERE "Id" = ANY ({ids}) ORDER BY "Id" FOR NO KEY UPDATE""").ToListAsync(cancellation);
    }

    /// <summary>Locks and returns the orders that no other node has locked and that still have no handler.</summary>
    public static Task<List<long>> LockUnassignedOrdersAsync(AppDb db, long[] ids, CancellationToken cancellation) => db.Database.IsSqlServer()
        ? db.Database.SqlQuery<long>(
            $"""
             SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
             SELECT "Id" AS "Value" FROM "WorkOrders" WITH (UPDLOCK, ROWLOCK, READPAST, READCOMMITTEDLOCK)
             WHERE "HandlerId" IS NULL AND "Id" IN (SELECT CAST("value" AS bigint) FROM OPENJSON({JsonSerializer.Serialize(ids)}));
             """).ToListAsync(cancellation)
        : db.Database.SqlQuery<long>($"""SELECT "Id" AS "Value" FROM "WorkOrders" WHERE "Id" = ANY ({ids}) AND "HandlerId" IS NULL ORDER BY "Id" FOR UPDATE SKIP LOCKED""").ToListAsync(cancellation);
}
