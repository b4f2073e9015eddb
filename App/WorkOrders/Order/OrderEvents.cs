using WorkOrders.Events;

namespace WorkOrders;

/// <summary>Live events of orders.</summary>
public static class OrderEvents
{
    extension(LiveEvent)
    {
        public static LiveEvent OrderChanged(string number) => LiveEvent.Of(OrderSubjects.WorkOrder, number);
    }

    /// <summary>Subscribes to changes of one order, or of all orders when <paramref name="number"/> is null.</summary>
    /// <param name="live">The events of this node.</param>
    /// <param name="number">The order.</param>
    /// <param name="handle">Called with the number of each changed order.</param>
    /// <param name="since">When what is shown was read; also tells of the changes since then.</param>
    public static IDisposable OnOrderChanged(this LiveEvents live, string? number, Func<string, Task> handle, DateTimeOffset? since = null) =>
        live.On(OrderSubjects.WorkOrder.Code, number, handle, since);
}
