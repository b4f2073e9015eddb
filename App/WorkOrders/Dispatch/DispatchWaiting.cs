using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;
using WorkOrders.Shared;

namespace WorkOrders.Dispatch;

/// <summary>Tries orders again for which nobody was eligible, oldest first.</summary>
public sealed class DispatchWaiting(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    private const int AtOnce = 500;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        List<long> waiting;
        await using (var db = await factory.CreateDbContextAsync(stop))
        {
            waiting = await db.WorkOrders.Where(o => o.AwaitsDispatchSince != null && o.HandlerId == null && o.Status != WorkOrderStatus.Settled)
                .OrderBy(o => o.AwaitsDispatchSince).ThenBy(o => o.Id).Select(o => o.Id).Take(AtOnce).ToListAsync(stop);
        }

        var given = 0;
        foreach (var id in waiting)
        {
            given += await TryAsync(id, stop) ? 1 : 0;
        }

        return given;
    }

    // A transaction for each order: the rows of people are held for a moment only.
    private async Task<bool> TryAsync(long id, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (!await DispatchLocks.TryHoldOrderAsync(db, id, stop))
        {
            return false;
        }

        var order = await db.WorkOrders.ForAction().SingleAsync(o => o.Id == id, stop);
        if (!await Dispatcher.GiveAsync(db, order, time.GetUtcNow(), stop))
        {
            return false;
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }
}
