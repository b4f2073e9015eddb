using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Jobs;

namespace WorkOrders.Dispatch;

/// <summary>Retries orders that had no eligible person, oldest first. Orders that still have none are skipped and do not block others.</summary>
public sealed class DispatchWaiting(IDbContextFactory<AppDb> factory, TimeProvider time) : IDueJob
{
    /// <summary>Maximum number of orders per run. The next run follows at once.</summary>
    internal const int Most = 5_000;

    // Orders per transaction: small, so that the user rows are locked only briefly.
    private const int Batch = 200;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var given = 0;
        foreach (var ids in (await ReadAsync(stop)).Chunk(Batch))
        {
            stop.ThrowIfCancellationRequested();
            given += await GiveAsync(ids, stop);
        }

        return given;
    }

    /// <summary>An order that waits is tried again after a pause that grows to a minute, and when somebody returns to duty.</summary>
    public async Task<DateTimeOffset?> DueAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        return await Waiting(db).Where(o => o.AwaitsDispatchSince > after).MinAsync(o => o.AwaitsDispatchSince, stop);
    }

    private static IQueryable<WorkOrder> Waiting(AppDb db) => db.WorkOrders.Where(o => o.AwaitsDispatchSince != null && o.HandlerId == null && o.Status != WorkOrderStatus.Settled);

    private async Task<List<long>> ReadAsync(CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        var waiting = Waiting(db);
        var found = new List<long>();
        if (!await waiting.AnyAsync(stop) || await DispatchTable.ReadAsync(db, stop) is not { IsUnstaffed: false } table)
        {
            return found;
        }

        // Match kinds in memory with the shared rule. Stream the rows, because most of them may have no eligible person.
        var rows = waiting.OrderBy(o => o.AwaitsDispatchSince).ThenBy(o => o.Id)
            .Select(o => new { o.Id, Kind = new ProcessorKeys(o.ProblemTypeId, o.ProblemTopicId, o.ProblemSubtopicId, o.BusinessType, o.OrderStatus) });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop))
        {
            if (table.IsStaffed(row.Kind))
            {
                found.Add(row.Id);
            }

            if (found.Count == Most)
            {
                break;
            }
        }

        return found;
    }

    private async Task<int> GiveAsync(long[] ids, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var held = await DispatchLocks.LockUnassignedOrdersAsync(db, ids, stop);
        if (held.Count == 0)
        {
            return 0;
        }

        var orders = await db.WorkOrders.ForAction().Where(o => held.Contains(o.Id)).OrderBy(o => o.AwaitsDispatchSince).ThenBy(o => o.Id).ToListAsync(stop);
        var given = await Dispatcher.GiveAsync(db, orders, time.GetUtcNow(), stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return given;
    }
}
