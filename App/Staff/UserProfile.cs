namespace WorkOrders.Staff;

/// <summary>What an administrator keeps about a person.</summary>
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

/// <summary>What forms allow for the fields of a person; the columns hold as much.</summary>
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
