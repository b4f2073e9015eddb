using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using WorkOrders.Shared;

namespace WorkOrders.Ui;

/// <summary>
/// Carries what a page read while prerendering to the circuit of the same page, so that it is read once. The values stay in this
/// server's memory; the browser gets only a protected key, so values that mask themselves keep their real part.
/// </summary>
public sealed class Prerendered(PersistentComponentState browser, PrerenderedStates states, TimeProvider time)
{
    /// <summary>Keeps <paramref name="state"/> for the circuit of the same user and page.</summary>
    public void Keep(CurrentUser me, string key, object state)
    {
        ArgumentNullException.ThrowIfNull(me);
        var id = states.Store(me.Id, state, time.GetUtcNow());
        _ = browser.RegisterOnPersisting(
            () =>
            {
                browser.PersistAsJson(key, id);
                return Task.CompletedTask;
            },
            RenderMode.InteractiveServer);
    }

    /// <summary>The kept state, once; null when there is none, and the circuit reads anew.</summary>
    public T? Take<T>(CurrentUser me, string key)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(me);
        return browser.TryTakeFromJson<Guid>(key, out var id) ? states.Take(id, me.Id, time.GetUtcNow()) as T : null;
    }
}

/// <summary>The states between prerendering and circuit. One that no circuit took within a minute is dropped, and the oldest when there are too many.</summary>
public sealed class PrerenderedStates
{
    private const int Capacity = 256;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, (int UserId, DateTimeOffset Ends, object State)> states = new();
    private readonly ConcurrentQueue<(Guid Key, DateTimeOffset Ends)> order = new();

    public Guid Store(int userId, object state, DateTimeOffset now)
    {
        var key = Guid.CreateVersion7(now);
        states[key] = (userId, now + Lifetime, state);
        order.Enqueue((key, now + Lifetime));
        while (order.TryPeek(out var oldest) && (oldest.Ends < now || states.Count > Capacity || !states.ContainsKey(oldest.Key)) && order.TryDequeue(out oldest))
        {
            states.TryRemove(oldest.Key, out _);
        }

        return key;
    }

    /// <summary>Returns and removes the state of this user under the key.</summary>
    public object? Take(Guid key, int userId, DateTimeOffset now) =>
        states.TryRemove(key, out var left) && left.UserId == userId && left.Ends >= now ? left.State : null;
}
