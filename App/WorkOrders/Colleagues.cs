using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders;

/// <summary>Somebody who can be given an order; found by typing the name or its pinyin initials.</summary>
public sealed record Colleague(int Id, string Name, string Initials, string? EmployeeNumber, string? Team, bool IsOnLeave)
{
    /// <summary>Name and employee number: two people may share a name.</summary>
    public string Label => EmployeeNumber is null ? Name : $"{Name} {EmployeeNumber}";

    public bool Is(string typed) =>
        Label == typed || Name == typed || EmployeeNumber == typed || string.Equals(Initials, typed, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Whom orders can be given to: people who may handle orders, work here and have an open account. People on leave are marked, not left out.</summary>
public static class Colleagues
{
    public static IQueryable<User> WhoTakeOrders(this AppDb db)
    {
        var roles = Permissions.Table[Permission.HandleOrders];
        return db.Users.Where(u => !u.IsDisabled && u.StaffStatus == StaffStatus.Employed
            && db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && roles.Contains(role.Name!))));
    }

    public static Task<List<Colleague>> ReadAsync(AppDb db) => db.WhoTakeOrders().OrderBy(u => u.Initials).ThenBy(u => u.Id)
        .Select(u => new Colleague(u.Id, u.DisplayName, u.Initials, u.EmployeeNumber, u.Team, u.DutyStatus == DutyStatus.OnLeave)).ToListAsync();

    /// <summary>The first whose name holds the text, or whose initials, user name or employee number begins with it; who is on leave comes last.</summary>
    public static Task<List<Colleague>> FindAsync(AppDb db, string? text, int count)
    {
        var people = db.WhoTakeOrders();
        if (Normalise.Text(Normalise.Halfwidth(text)) is { } typed)
        {
            var upper = typed.ToUpperInvariant();
            people = people.Where(u => u.DisplayName.Contains(typed) || u.Initials.StartsWith(upper) || u.NormalizedUserName!.StartsWith(upper) || u.EmployeeNumber!.StartsWith(upper));
        }

        return people.OrderBy(u => u.DutyStatus == DutyStatus.OnDuty ? 0 : 1).ThenBy(u => u.Initials).ThenBy(u => u.Id).Take(count)
            .Select(u => new Colleague(u.Id, u.DisplayName, u.Initials, u.EmployeeNumber, u.Team, u.DutyStatus == DutyStatus.OnLeave)).ToListAsync();
    }
}
