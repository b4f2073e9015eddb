using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Database.Sql;

/// <summary>Row locks for dispatch, held until the caller's transaction ends.</summary>
internal static class DispatchLocks
{
    /// <summary>Locks these users until other dispatchers are done with them. Foreign-key references to them (a new order) don't wait.</summary>
    public static Task LockUsersAsync(AppDb db, IEnumerable<int> people, CancellationToken cancellation)
    {
        // Always lock in the same order to avoid deadlocks.
        int[] ids = [.. people.Order()];
        return db.Database.IsSqlServer()
            ? db.Database.SqlQuery<int>($"""SELECT "Id" AS "Value" FROM "Users" WITH (UPDLOCK, ROWLOCK) WHERE "Id" IN (SELECT CAST("value" AS int) FROM OPENJSON({System.Text.Json.JsonSerializer.Serialize(ids)}))""").ToListAsync(cancellation)
            : db.Database.SqlQuery<int>($"""SELECT "Id" AS "Value" FROM "Users" WHERE "Id" = ANY ({ids}) ORDER BY "Id" FOR NO KEY UPDATE""").ToListAsync(cancellation);
    }

    /// <summary>Locks and returns the orders that no other node has locked and that still have no handler.</summary>
    public static Task<List<long>> LockUnassignedOrdersAsync(AppDb db, long[] ids, CancellationToken cancellation) => db.Database.IsSqlServer()
        ? db.Database.SqlQuery<long>($"""SELECT "Id" AS "Value" FROM "WorkOrders" WITH (UPDLOCK, ROWLOCK, READPAST) WHERE "HandlerId" IS NULL AND "Id" IN (SELECT CAST("value" AS bigint) FROM OPENJSON({System.Text.Json.JsonSerializer.Serialize(ids)}))""").ToListAsync(cancellation)
        : db.Database.SqlQuery<long>($"""SELECT "Id" AS "Value" FROM "WorkOrders" WHERE "Id" = ANY ({ids}) AND "HandlerId" IS NULL ORDER BY "Id" FOR UPDATE SKIP LOCKED""").ToListAsync(cancellation);
}
