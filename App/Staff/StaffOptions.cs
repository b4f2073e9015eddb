namespace WorkOrders.Staff;

/// <summary>The settings section Staff.</summary>
public sealed class StaffOptions
{
    /// <summary>Maximum time until open pages and requests end after a user is disabled or their roles or password change.</summary>
    public TimeSpan RevalidationInterval { get; set; } = TimeSpan.FromSeconds(30);
}
