using System.Linq.Expressions;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Users;

/// <summary>A row of the user list.</summary>
public sealed record UserRow
{
    public static readonly Expression<Func<User, UserRow>> Of = u => new UserRow
    {
        Id = u.Id,
        UserName = u.UserName!,
        Name = u.DisplayName,
        EmployeeNumber = u.EmployeeNumber,
        Team = u.Team,
        Department = u.Department,
        StaffStatus = u.StaffStatus,
        IsDisabled = u.IsDisabled,
        LockoutEnd = u.LockoutEnd,
        Roles = u.GrantedRoles.OrderBy(r => r.Id).Select(r => r.Name!).ToList(),
        DutyRoles = u.DutyRoles.OrderBy(r => r.Name).Select(r => r.Name).ToList(),
    };

    public int Id { get; init; }

    public string UserName { get; init; } = "";

    public string Name { get; init; } = "";

    public string? EmployeeNumber { get; init; }

    public string? Team { get; init; }

    public string? Department { get; init; }

    public StaffStatus StaffStatus { get; init; }

    public bool IsDisabled { get; init; }

    public DateTimeOffset? LockoutEnd { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public IReadOnlyList<string> DutyRoles { get; init; } = [];
}
