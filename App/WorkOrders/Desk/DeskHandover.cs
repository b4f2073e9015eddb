using System.Collections.Concurrent;

namespace WorkOrders.Desk;

/// <summary>
/// Keeps what was prerendered until the circuit of the same page takes it over, so that nothing is read twice and no list travels
/// through the browser. The page carries only a key (protected, like all persisted state). Bounded: the oldest is dropped,
/// and a circuit that finds nothing reads by itself.
/// </summary>
public sealed class DeskHandover
{
    private const int Capacity = 128;

    private readonly ConcurrentDictionary<Guid, (int UserId, DeskState State)> states = new();
    private readonly ConcurrentQueue<Guid> order = new();

    public Guid Leave(int userId, DeskState state, DateTimeOffset now)
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

    /// <summary>What was left for this person under that key, once.</summary>
    public DeskState? Take(Guid key, int userId) => states.TryRemove(key, out var left) && left.UserId == userId ? left.State : null;
}

/// <summary>What the desk shows at one moment.</summary>
public sealed record DeskState(WorkOrderFilter Filter, DeskPage Page, DeskCounts Counts, DeskNames Names, DeskLayout Layout);
