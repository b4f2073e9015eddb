using System.Collections.Concurrent;

namespace WorkOrders.Events;

/// <summary>Hands events to the circuits of this node that asked for them. Each has its own queue: a slow or failing one holds nobody up.</summary>
public sealed class LiveEvents(ILogger<LiveEvents> logger)
{
    private readonly ConcurrentDictionary<Subscription, bool> all = [];
    private readonly ILogger<LiveEvents> log = logger;

    /// <summary>New or newly read messages of one person.</summary>
    public IDisposable OnNotice(int userId, Func<Task> handle) =>
        Subscribe(new Subscription(this, LiveEventKind.Notice, null, userId, _ => handle()));

    /// <summary>Changes of one order, or of any when <paramref name="number"/> is null.</summary>
    public IDisposable OnOrderChanged(string? number, Func<string, Task> handle) =>
        Subscribe(new Subscription(this, LiveEventKind.OrderChanged, number, null, handle));

    /// <summary>An application or renewal was submitted or decided.</summary>
    public IDisposable OnCaseChanged(Func<Task> handle) =>
        Subscribe(new Subscription(this, LiveEventKind.CaseChanged, null, null, _ => handle()));

    /// <summary>Tells this node's circuits, and returns at once. What all nodes are to hear goes through the outbox.</summary>
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

    private sealed class Subscription(LiveEvents owner, LiveEventKind kind, string? key, int? userId, Func<string, Task> handle) : IDisposable
    {
        // Whoever is so far behind reads everything anew anyway.
        private const int MostWaiting = 1_000;

        private readonly Queue<string> waiting = [];
        private bool running;

        public bool Wants(LiveEvent what) =>
            what.Kind == kind && (key is null || key == what.Key) && (userId is null || what.UserId is null || userId == what.UserId);

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
                    // The page was left meanwhile.
                }
#pragma warning disable CA1031 // Whatever a subscriber does wrong, the next event is for it again, and the others never notice.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    owner.log.LogError(exception, "A page could not take a live event.");
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
