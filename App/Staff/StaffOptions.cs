namespace WorkOrders.Staff;

/// <summary>The section Staff of the settings.</summary>
public sealed class StaffOptions
{
    /// <summary>How soon a disabled person, or one whose roles or password changed, loses open pages and requests.</summary>
    public TimeSpan RevalidationInterval { get; set; } = TimeSpan.FromSeconds(30);
}
