namespace WorkOrders.Staff;

/// <summary>The settings section Staff.</summary>
public sealed class StaffOptions
{
    /// <summary>How long a node may go on without asking whether a session still stands: requests, open pages and API tokens of an ended one stop within this time.</summary>
    public TimeSpan RevalidationInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A web session ends after this time without a request or an act in a page.</summary>
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromHours(2);

    /// <summary>A web session ends this long after its sign-in, also when it is in use.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>True when a session can begin at all.</summary>
    public bool IsUsable => RevalidationInterval > TimeSpan.Zero && SessionIdle > Sessions.WebSession.ActivityStep && SessionLifetime >= SessionIdle;
}
