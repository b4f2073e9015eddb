using Microsoft.EntityFrameworkCore;
using Npgsql;
using WorkOrders.Shared;

namespace WorkOrders.Database;

/// <summary>Wakes a node when another one committed events. The trigger on the outbox sends the signal.</summary>
internal static class OutboxSignal
{
    /// <summary>Calls <paramref name="wake"/> after each commit with events, on PostgreSQL. Elsewhere nobody calls: polling has to do.</summary>
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
