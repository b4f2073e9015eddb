using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Database.Sql;

/// <summary>
/// READ_COMMITTED_SNAPSHOT of SQL Server: a reader sees the last committed rows, as on PostgreSQL, and doesn't wait for a writer. EF sets it in a
/// database that it creates; in one made by an administrator it is off, and everybody waits for the rows that an import is writing.
/// </summary>
internal static class SnapshotReads
{
    // The statement waits until this connection is the only one of the database, and new connections wait behind it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Always true on PostgreSQL.</summary>
    public static async Task<bool> AreOnAsync(AppDb db, CancellationToken cancellation = default) => !db.Database.IsSqlServer()
        || (await db.Database.SqlQuery<bool>(
            $"""SELECT is_read_committed_snapshot_on AS "Value" FROM sys.databases WHERE database_id = DB_ID()""").ToListAsync(cancellation)).Single();

    /// <summary>
    /// Turns them on. When other connections are open or the login may not, logs the command for an administrator; the application works without.
    /// </summary>
    public static async Task TurnOnAsync(AppDb db, ILogger logger, CancellationToken cancellation = default)
    {
        if (await AreOnAsync(db, cancellation))
        {
            return;
        }

        var connection = (SqlConnection)db.Database.GetDbConnection();
        try
        {
            SqlConnection.ClearPool(connection);
            db.Database.SetCommandTimeout(LongestWait);
            await db.Database.ExecuteSqlAsync($"ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON", cancellation);
            logger.LogInformation("READ_COMMITTED_SNAPSHOT was turned on in the database {Database}", connection.Database);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            logger.LogWarning(
                exception,
                "READ_COMMITTED_SNAPSHOT is off in the database {Database} and could not be turned on: readers wait while an import writes. "
                + "Stop the application on all nodes and run as an administrator: {Command}",
                connection.Database,
                $"ALTER DATABASE [{connection.Database.Replace("]", "]]", StringComparison.Ordinal)}] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;");
        }
    }
}
