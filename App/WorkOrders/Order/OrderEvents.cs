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
    public static IDisposable OnOrderChanged(this LiveEvents live, string? number, Func<string, Task> handle) => live.On(OrderSubjects.WorkOrder.Code, number, handle);
}
