using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Database;

/// <summary>The row locks of dispatch; they last until the caller's transaction ends.</summary>
internal static class DispatchLocks
{
    /// <summary>Waits until nobody else counts and chooses among these people. Who only refers to them (a new order) doesn't wait.</summary>
    public static Task HoldPeopleAsync(AppDb db, IEnumerable<int> people, CancellationToken cancellation)
    {
        // The same order everywhere, so that two who want some of the same people never wait for each other.
        int[] ids = [.. people.Order()];
        return db.Database.IsSqlServer()
            ? db.Database.SqlQuery<int>($"""SELECT "Id" AS "Value" FROM "Users" WITH (UPDLOCK, ROWLOCK) WHERE "Id" IN (SELECT CAST("value" AS int) FROM OPENJSON({System.Text.Json.JsonSerializer.Serialize(ids)}))""").ToListAsync(cancellation)
            : db.Database.SqlQuery<int>($"""SELECT "Id" AS "Value" FROM "Users" WHERE "Id" = ANY ({ids}) ORDER BY "Id" FOR NO KEY UPDATE""").ToListAsync(cancellation);
    }

    /// <summary>Those of the orders that no other node is at and that nobody was given meanwhile.</summary>
    public static Task<List<long>> HoldOrdersAsync(AppDb db, long[] ids, CancellationToken cancellation) => db.Database.IsSqlServer()
        ? db.Database.SqlQuery<long>($"""SELECT "Id" AS "Value" FROM "WorkOrders" WITH (UPDLOCK, ROWLOCK, READPAST) WHERE "HandlerId" IS NULL AND "Id" IN (SELECT CAST("value" AS bigint) FROM OPENJSON({System.Text.Json.JsonSerializer.Serialize(ids)}))""").ToListAsync(cancellation)
        : db.Database.SqlQuery<long>($"""SELECT "Id" AS "Value" FROM "WorkOrders" WHERE "Id" = ANY ({ids}) AND "HandlerId" IS NULL ORDER BY "Id" FOR UPDATE SKIP LOCKED""").ToListAsync(cancellation);
}
