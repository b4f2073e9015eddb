using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace WorkOrders.Database.Sql;

/// <summary>Notifies a node when another node commits events. The trigger on the outbox sends the notification.</summary>
internal static class OutboxSignal
{
    // Seconds. Without it a connection that is half open, because the other end vanished, would be listened to for ever.
    private const int KeepAlive = 2;

    /// <summary>PostgreSQL: calls <paramref name="wake"/> after each commit with events. SQL Server: never calls it; the node only polls. Throws when the connection is lost.</summary>
    public static async Task ListenAsync(AppDb db, Action wake, CancellationToken cancellation)
    {
        if (db.Database.IsSqlServer())
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        var own = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { KeepAlive = KeepAlive, Pooling = false };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        await connection.OpenAsync(cancellation);
        connection.Notification += (_, _) => wake();
        await using (var listen = new NpgsqlCommand("LISTEN outbox", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellation);
        }

        wake();
        while (true)
        {
            await connection.WaitAsync(cancellation);
        }
    }
}
