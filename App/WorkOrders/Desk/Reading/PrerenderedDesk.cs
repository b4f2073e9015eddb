using System.Collections.Concurrent;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;

namespace WorkOrders.Desk.Reading;

/// <summary>
/// Keeps the prerendered state until the circuit of the same page takes it, so that data is loaded once and not sent through the browser.
/// The page stores only a protected key. Capacity is limited: the oldest state is dropped, and a circuit that finds none loads the data
/// itself.
/// </summary>
public sealed class PrerenderedDesk
{
    private const int Capacity = 128;

    private readonly ConcurrentDictionary<Guid, (int UserId, DeskState State)> states = new();
    private readonly ConcurrentQueue<Guid> order = new();

    public Guid Store(int userId, DeskState state, DateTimeOffset now)
    {
        var key = Guid.CreateVersion7(now);
        states[key] = (userId, state);
        order.Enqueue(key);
        while (order.Count > Capacity && order.TryDequeue(out var oldest))
        {
            states.TryRemove(oldest, out _);
        }

        return key;
    }

    /// <summary>Returns and removes the state of this user under the key.</summary>
    public DeskState? Take(Guid key, int userId) => states.TryRemove(key, out var left) && left.UserId == userId ? left.State : null;
}

/// <summary>Snapshot of everything the desk shows.</summary>
public sealed record DeskState(WorkOrderFilter Filter, DeskPage Page, DeskCounts Counts, DeskNames Names, DeskLayout Layout);
