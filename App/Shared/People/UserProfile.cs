namespace WorkOrders.Shared.People;

/// <summary>The profile that administrators edit.</summary>
public sealed record UserProfile(
    string DisplayName,
    string? EmployeeNumber = null,
    string? Phone = null,
    string? Email = null,
    string? Company = null,
    string? Department = null,
    string? Organization = null,
    User? Assistant = null,
    string? Province = null,
    string? Team = null,
    StaffStatus StaffStatus = StaffStatus.Employed);

/// <summary>Maximum lengths of profile fields in forms; the columns have the same lengths.</summary>
public static class UserLimits
{
    public const int UserName = 32;
    public const int Name = 50;
    public const int EmployeeNumber = 30;
    public const int Email = 100;
    public const int Unit = 100;
    public const int Province = 30;
    public const int Team = 50;
    public const int Password = 128;
}
