using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff;

/// <summary>A person to whom orders can be assigned; found by name or pinyin initials.</summary>
public sealed record Colleague(int Id, string Name, string Initials, string? EmployeeNumber, string? Team, bool IsOnLeave)
{
    /// <summary>Name and employee number, because two people may have the same name.</summary>
    public string Label => EmployeeNumber is null ? Name : $"{Name} {EmployeeNumber}";

    public bool Fits(string typed) => ComparisonForm.OfName(Label).Contains(ComparisonForm.OfName(typed), StringComparison.Ordinal)
        || Initials.StartsWith(typed, StringComparison.OrdinalIgnoreCase) || EmployeeNumber?.StartsWith(typed, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>People to whom orders can be assigned: with the permission, employed and not disabled. People on leave are included and marked.</summary>
public static class Colleagues
{
    public static IQueryable<User> AssignableUsers(this AppDb db)
    {
        var roles = Permissions.Table[Permission.HandleOrders];
        return db.Users.Where(u => !u.IsDisabled && u.StaffStatus == StaffStatus.Employed
            && db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && roles.Contains(role.Name!))));
    }

    public static Task<List<Colleague>> ReadAsync(AppDb db, CancellationToken token) => db.AssignableUsers().OrderBy(u => u.Initials).ThenBy(u => u.Id)
        .Select(u => new Colleague(u.Id, u.DisplayName, u.Initials, u.EmployeeNumber, u.Team, u.DutyStatus == DutyStatus.OnLeave)).ToListAsync(token);

    /// <summary>The first matches: the name contains the text, or initials, user name or employee number start with it. People on leave come last.</summary>
    public static Task<List<Colleague>> FindAsync(AppDb db, string? text, int count, CancellationToken token)
    {
        var people = db.AssignableUsers();
        if (Normalise.Text(Normalise.Halfwidth(text)) is { } typed)
        {
            var (name, upper, number) = (ComparisonForm.OfName(typed), typed.ToUpperInvariant(), ComparisonForm.OfNumber(typed));
            people = people.Where(u => u.NameKey.Contains(name) || u.Initials.StartsWith(upper) || u.NormalizedUserName!.StartsWith(upper) || u.EmployeeNumberKey!.StartsWith(number));
        }

        return people.OrderBy(u => u.DutyStatus == DutyStatus.OnDuty ? 0 : 1).ThenBy(u => u.Initials).ThenBy(u => u.Id).Take(count)
            .Select(u => new Colleague(u.Id, u.DisplayName, u.Initials, u.EmployeeNumber, u.Team, u.DutyStatus == DutyStatus.OnLeave)).ToListAsync(token);
    }
}
