namespace WorkOrders.Ui.Fields;

/// <summary>The settings section Pausing: when a hidden tab releases its circuit.</summary>
public sealed class PausingOptions
{
    /// <summary>How long a tab must be hidden before it is paused.</summary>
    public TimeSpan HiddenFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a paused tab can be resumed: one working day. After that the page reloads.</summary>
    public TimeSpan KeptFor { get; set; } = TimeSpan.FromHours(12);
}
