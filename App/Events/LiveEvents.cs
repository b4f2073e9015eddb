using System.Collections.Concurrent;
using WorkOrders.Events.Notices;

namespace WorkOrders.Events;

/// <summary>Delivers events to subscribed circuits of this node. Each has its own queue, so a slow or failing subscriber doesn't block the others.</summary>
public sealed class LiveEvents(ILogger<LiveEvents> logger)
{
    private readonly ConcurrentDictionary<Subscription, bool> all = [];
    private readonly ILogger<LiveEvents> log = logger;

    /// <summary>Subscribes to new and newly read messages of one person.</summary>
    public IDisposable OnNotice(int userId, Func<Task> handle) =>
        Subscribe(new Subscription(this, Notice.Topic, null, userId, _ => handle()));

    /// <summary>Subscribes to changes of one record, or of all records when <paramref name="key"/> is null. A topic is the code of a live subject.</summary>
    public IDisposable On(string topic, string? key, Func<string, Task> handle) =>
        Subscribe(new Subscription(this, topic, key, null, handle));

    /// <summary>Queues the event for this node's circuits and returns at once. Events for all nodes go through the outbox.</summary>
    public void Publish(LiveEvent what)
    {
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
                catch (ObjectDisposedException)
                {
                    // The page was closed meanwhile.
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
