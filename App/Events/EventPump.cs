using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Events;

/// <summary>Carries the outbox to this node's circuits: at once when the database wakes it, and every second in any case.</summary>
internal sealed class EventPump(IDbContextFactory<AppDb> factory, LiveEvents live, TimeProvider time, ILogger<EventPump> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CleanUpInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly OutboxReader reader = new(time);
    private readonly SemaphoreSlim woken = new(0, 1);
    private long? cleanedAt;

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }

    /// <summary>Hands over what is new; also for tests.</summary>
    internal async Task PumpAsync(CancellationToken cancellation = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        foreach (var what in (await reader.ReadAsync(db, cancellation)).Select(row => row.What).Distinct())
        {
            live.Publish(what);
        }
    }

    internal static Task<int> CleanUpAsync(AppDb db, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var before = now - Kept;
        return db.OutboxEvents.Where(e => e.At < before).ExecuteDeleteAsync(cancellation);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync("read", PumpAndWaitAsync, stoppingToken),
        RepeatAsync("listened to", ListenAsync, stoppingToken));

    private async Task PumpAndWaitAsync(CancellationToken stopping)
    {
        await PumpAsync(stopping);
        if (cleanedAt is null || time.GetElapsedTime(cleanedAt.Value) > CleanUpInterval)
        {
            cleanedAt = time.GetTimestamp();
            await using var db = await factory.CreateDbContextAsync(stopping);
            await CleanUpAsync(db, time.GetUtcNow(), stopping);
        }

        await woken.WaitAsync(Interval, stopping);
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var db = await factory.CreateDbContextAsync(stopping);
        await OutboxSignal.ListenAsync(db, Wake, stopping);
    }

    // A lost database is told once, and once that it is back.
    private async Task RepeatAsync(string what, Func<CancellationToken, Task> act, CancellationToken stopping)
    {
        var lost = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await act(stopping);
                if (lost)
                {
                    logger.LogInformation("The outbox is {What} again.", what);
                }

                lost = false;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // What drivers throw when a server goes away has no common type, and a node without live updates still works.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                if (!lost)
                {
                    logger.LogWarning(exception, "The outbox can't be {What}; trying again every second.", what);
                }

                lost = true;
                await Task.Delay(Interval, time, stopping).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private void Wake()
    {
        lock (woken)
        {
            if (woken.CurrentCount == 0)
            {
                woken.Release();
            }
        }
    }
}
