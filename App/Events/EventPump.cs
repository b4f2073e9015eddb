using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;

namespace WorkOrders.Events;

/// <summary>Publishes outbox events to the circuits of this node: on a database notification, and by polling in any case.</summary>
internal sealed class EventPump(IDbContextFactory<AppDb> factory, LiveEvents live, TimeProvider time, ILogger<EventPump> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Notifications come by themselves; polling is for a connection that broke unnoticed.
    private static readonly TimeSpan IntervalWithNotifications = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CleanUpInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly OutboxReader reader = new(time);
    private readonly SemaphoreSlim woken = new(0, 1);
    private long? cleanedAt;
    private volatile bool isNotified;

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }

    /// <summary>Publishes the new events; also called by tests.</summary>
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

        await woken.WaitAsync(isNotified && reader.Awaited == 0 ? IntervalWithNotifications : Interval, stopping);
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var db = await factory.CreateDbContextAsync(stopping);
        try
        {
            await OutboxSignal.ListenAsync(db, WakeByNotification, stopping);
        }
        finally
        {
            isNotified = false;
            Wake();
        }
    }

    private void WakeByNotification()
    {
        isNotified = true;
        Wake();
    }

    // Log a lost connection only once, and log once when it is back.
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
                    logger.LogInformation("The outbox can be {What} again.", what);
                }

                lost = false;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Drivers have no common exception type for a lost server, and the node can work without live updates.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                if (!lost)
                {
                    logger.LogWarning(exception, "The outbox can't be {What}. Retrying every second.", what);
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
