using System.Collections.Concurrent;
using Microsoft.JSInterop;
using WorkOrders.Events.Notices;

namespace WorkOrders.Events;

/// <summary>Delivers events to subscribed circuits of this node. Each has its own queue, so a slow or failing subscriber doesn't block the others.</summary>
public sealed class LiveEvents(TimeProvider time, ILogger<LiveEvents> logger)
{
    // Longer than a browser takes from the prerendered page to its circuit.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<(DateTimeOffset At, LiveEvent What)> recent = [];
    private readonly ConcurrentDictionary<Subscription, bool> all = [];
    private readonly ILogger<LiveEvents> log = logger;

    /// <summary>Subscribes to new and newly read messages of one person.</summary>
    public IDisposable OnNotice(int userId, Func<Task> handle) => OnPerson(Notice.Topic, userId, handle);

    /// <summary>Subscribes to the events of a topic that are meant for one person.</summary>
    public IDisposable OnPerson(string topic, int userId, Func<Task> handle) => Subscribe(new Subscription(this, topic, null, userId, _ => handle()));

    /// <summary>Subscribes to changes of one record, or of all records when <paramref name="key"/> is null. A topic is the code of a live subject.</summary>
    /// <param name="topic">Whose changes.</param>
    /// <param name="key">The record.</param>
    /// <param name="handle">Called with the key of each change.</param>
    /// <param name="since">When what is shown was read, for example while prerendering: tells also of the changes since then, at most of the last minute.</param>
    public IDisposable On(string topic, string? key, Func<string, Task> handle, DateTimeOffset? since = null)
    {
        var subscription = Subscribe(new Subscription(this, topic, key, null, handle));
        foreach (var what in recent.Where(e => e.At >= since).Select(e => e.What).Where(subscription.Wants).Distinct())
        {
            subscription.Post(what.Key ?? "");
        }

        return subscription;
    }

    /// <summary>Queues the event for this node's circuits and returns at once. Events for all nodes go through the outbox.</summary>
    public void Publish(LiveEvent what)
    {
        var now = time.GetUtcNow();
        recent.Enqueue((now, what));
        while (recent.TryPeek(out var oldest) && oldest.At < now - Remembered)
        {
            recent.TryDequeue(out _);
        }

        foreach (var (subscription, _) in all)
        {
            if (subscription.Wants(what))
            {
                subscription.Post(what.Key ?? "");
            }
        }
    }

    private Subscription Subscribe(Subscription subscription)
    {
        all[subscription] = true;
        return subscription;
    }

    private sealed class Subscription(LiveEvents owner, string topic, string? key, int? userId, Func<string, Task> handle) : IDisposable
    {
        // A subscriber this far behind reloads everything, so further events can be dropped.
        private const int MostWaiting = 1_000;

        private readonly Queue<string> waiting = [];
        private bool running;

        public bool Wants(LiveEvent what) =>
            what.Topic == topic && (key is null || key == what.Key) && (userId is null || what.UserId is null || userId == what.UserId);

        public void Post(string what)
        {
            lock (waiting)
            {
                if (waiting.Count < MostWaiting)
                {
                    waiting.Enqueue(what);
                }

                if (running)
                {
                    return;
                }

                running = true;
            }

            _ = Task.Run(DrainAsync);
        }

        public void Dispose() => owner.all.TryRemove(this, out _);

        private async Task DrainAsync()
        {
            while (Next() is { } what)
            {
                try
                {
                    await handle(what);
                }
                catch (Exception exception) when (exception is ObjectDisposedException or OperationCanceledException or JSDisconnectedException)
                {
                    // The page was closed meanwhile, or its browser has gone.
                }
#pragma warning disable CA1031 // A failing subscriber must not affect the others, and still gets the next event.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    owner.log.LogError(exception, "A page failed to handle a live event.");
                }
            }
        }

        private string? Next()
        {
            lock (waiting)
            {
                running = waiting.TryDequeue(out var what);
                return running ? what : null;
            }
        }
    }
}
