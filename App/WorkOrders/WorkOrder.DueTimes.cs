namespace WorkOrders;

/// <summary>到期: the handler is reminded before, the team leaders are told after, once for a due time; <see cref="DueTimes.DueReminder"/> does it.</summary>
public sealed partial class WorkOrder
{
    /// <summary>When the present handler was reminded of this due time.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    /// <summary>When the team leaders were told that it is over.</summary>
    public DateTimeOffset? OverdueToldAt { get; private set; }

    private void ForgetReminders() => (RemindedAt, OverdueToldAt) = (null, null);
}
