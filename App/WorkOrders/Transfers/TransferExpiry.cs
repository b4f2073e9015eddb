using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Transfers;

/// <summary>Records requests whose time is over as 已超时. Late or never run, nobody confirms one: that is a rule on time.</summary>
public static class TransferExpiry
{
    private const int Batch = 100;

    /// <summary>Answers how many were recorded. Any number of nodes may run it at once.</summary>
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
        try
        {
            await using var db = await factory.CreateDbContextAsync(cancellation);
            var orders = await db.WorkOrders.ForAction().Where(o => ids.Contains(o.Id)).ToListAsync(cancellation);
            var expired = orders.Count(order => order.ExpireTransfer(now));
            await db.SaveChangesAsync(cancellation);
            return expired;
        }
        catch (DbUpdateConcurrencyException) when (ids.Count > 1)
        {
            var expired = 0;
            foreach (var id in ids)
            {
                expired += await ExpireAsync(factory, [id], now, cancellation);
            }

            return expired;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node recorded it.
            return 0;
        }
    }
}
