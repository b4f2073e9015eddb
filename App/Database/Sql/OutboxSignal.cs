using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace WorkOrders.Database.Sql;

/// <summary>Notifies a node when another node commits events. The trigger on the outbox sends the notification.</summary>
internal static class OutboxSignal
{
    /// <summary>PostgreSQL: calls <paramref name="wake"/> after each commit with events. SQL Server: never calls it; the node only polls.</summary>
    public static async Task ListenAsync(AppDb db, Action wake, CancellationToken cancellation)
    {
        if (db.Database.IsSqlServer())
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        await db.Database.OpenConnectionAsync(cancellation);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        connection.Notification += (_, _) => wake();
        await db.Database.ExecuteSqlRawAsync("LISTEN outbox", cancellation);
        wake();
        while (true)
        {
            await connection.WaitAsync(cancellation);
        }
    }
}
