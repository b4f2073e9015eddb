using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Database.Load;

/// <summary>What a big load says to each provider.</summary>
internal static class LoadStatements
{
    /// <summary>The first of <paramref name="count"/> ids that nobody else will be given.</summary>
    public static async Task<long> ReserveOrderIdsAsync(this AppDb db, int count, CancellationToken cancellation)
    {
        if (db.Database.IsSqlServer())
        {
            // KeepIdentity moves the identity along with the rows; the lock keeps others out until the load commits.
            return (await db.Database.SqlQuery<long>($"""SELECT ISNULL(MAX("Id"), 0) + 1 AS "Value" FROM "WorkOrders" WITH (TABLOCKX)""").ToListAsync(cancellation)).Single();
        }

        await db.Database.ExecuteSqlAsync($"""LOCK TABLE "WorkOrders" IN EXCLUSIVE MODE""", cancellation);
        var last = (await db.Database.SqlQuery<long>(
            $"""SELECT setval(pg_get_serial_sequence('"WorkOrders"', 'Id'), nextval(pg_get_serial_sequence('"WorkOrders"', 'Id')) + {count}) AS "Value" """).ToListAsync(cancellation)).Single();
        return last - count;
    }

    /// <summary>Ids of new orders while others write too. On SQL Server they wait until this transaction ends.</summary>
    public static async Task<IReadOnlyList<long>> TakeOrderIdsAsync(this AppDb db, int count, CancellationToken cancellation)
    {
        if (!db.Database.IsSqlServer())
        {
            return await db.Database.SqlQuery<long>($"""SELECT nextval(pg_get_serial_sequence('"WorkOrders"', 'Id')) AS "Value" FROM generate_series(1, {count})""").ToListAsync(cancellation);
        }

        var first = await db.ReserveOrderIdsAsync(count, cancellation);
        return [.. Enumerable.Range(0, count).Select(i => first + i)];
    }

    /// <summary>Fresh statistics, a visibility map for index-only scans, folded tallies.</summary>
    public static async Task FinishLoadAsync(this AppDb db, CancellationToken cancellation)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await OrderTallySums.CompactAsync(db, cancellation);
        if (db.Database.IsSqlServer())
        {
            await db.Database.ExecuteSqlAsync($"""UPDATE STATISTICS "WorkOrders"; UPDATE STATISTICS "DeskEntries"; """, cancellation);
            return;
        }

        await db.Database.ExecuteSqlAsync($"""VACUUM (ANALYZE) "WorkOrders", "DeskEntries", "OperationRecords", "OrderTallies" """, cancellation);
    }
}
