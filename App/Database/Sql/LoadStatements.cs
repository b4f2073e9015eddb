using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Database.Sql;

/// <summary>SQL of the bulk load for each provider.</summary>
internal static class LoadStatements
{
    /// <summary>
    /// Reserves <paramref name="count"/> consecutive order ids and returns the first. Other sessions that write orders wait until this transaction ends.
    /// </summary>
    public static async Task<long> ReserveOrderIdsAsync(this AppDb db, int count, CancellationToken cancellation)
    {
        if (db.Database.IsSqlServer())
        {
            // KeepIdentity updates the identity value with the rows; the table lock keeps other writers out until the load commits.
            return (await db.Database.SqlQuery<long>($"""SELECT ISNULL(MAX("Id"), 0) + 1 AS "Value" FROM "WorkOrders" WITH (TABLOCKX)""").ToListAsync(cancellation)).Single();
        }

        await db.Database.ExecuteSqlAsync($"""LOCK TABLE "WorkOrders" IN EXCLUSIVE MODE""", cancellation);
        var last = (await db.Database.SqlQuery<long>(
            $"""SELECT setval(pg_get_serial_sequence('"WorkOrders"', 'Id'), nextval(pg_get_serial_sequence('"WorkOrders"', 'Id')) + {count}) AS "Value" """).ToListAsync(cancellation)).Single();
        return last - count;
    }

    /// <summary>Updates statistics and the visibility map (for index-only scans), and compacts the tallies.</summary>
    public static async Task FinishLoadAsync(this AppDb db, CancellationToken cancellation)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await OrderTallyTable.CompactAsync(db, cancellation);
        if (db.Database.IsSqlServer())
        {
            await db.Database.ExecuteSqlAsync($"""UPDATE STATISTICS "WorkOrders"; UPDATE STATISTICS "DeskEntries"; """, cancellation);
            return;
        }

        await db.Database.ExecuteSqlAsync($"""VACUUM (ANALYZE) "WorkOrders", "DeskEntries", "OperationRecords", "OrderTallies" """, cancellation);
    }
}
