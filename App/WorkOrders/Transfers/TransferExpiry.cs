using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Transfers;

/// <summary>Marks expired requests as 已超时. A request past its time cannot be confirmed even if this job is late or does not run.</summary>
public static class TransferExpiry
{
    private const int Batch = 100;

    /// <summary>Returns the number of expired requests. Safe to run on several nodes at once.</summary>
    public static async Task<int> RunAsync(IDbContextFactory<AppDb> factory, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var expired = 0;
        var after = 0L;
        while (true)
        {
            await using var db = await factory.CreateDbContextAsync(cancellation);
            var orders = await db.TransferRequests.Where(r => r.Status == TransferStatus.Pending && r.Expires <= now && r.WorkOrderId > after)
                .OrderBy(r => r.WorkOrderId).Select(r => r.WorkOrderId).Take(Batch).ToListAsync(cancellation);
            if (orders.Count == 0)
            {
                return expired;
            }

            expired += await ExpireAsync(factory, orders, now, cancellation);
            after = orders[^1];
        }
    }

    private static async Task<int> ExpireAsync(IDbContextFactory<AppDb> factory, List<long> ids, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var orders = await db.WorkOrders.ForAction().Where(o => ids.Contains(o.Id)).ToListAsync(cancellation);
        var expired = orders.Count(order => order.ExpireTransfer(now));
        if (await db.TrySaveAsync(cancellation))
        {
            return expired;
        }

        // Another node was faster with at least one of them: mark the others one by one.
        expired = 0;
        foreach (var id in ids.Count > 1 ? ids : [])
        {
            expired += await ExpireAsync(factory, [id], now, cancellation);
        }

        return expired;
    }
}
