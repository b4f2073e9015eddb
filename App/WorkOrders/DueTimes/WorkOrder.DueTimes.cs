namespace WorkOrders;

/// <summary>到期: the handler is reminded before the due time, team leaders are notified after it, each once. See <see cref="DueTimes.DueReminder"/>.</summary>
public sealed partial class WorkOrder
{
    /// <summary>When the current handler was reminded of the current due time.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    /// <summary>When team leaders were notified that the order is overdue.</summary>
    public DateTimeOffset? OverdueToldAt { get; private set; }

    private void ForgetReminders() => (RemindedAt, OverdueToldAt) = (null, null);
}
