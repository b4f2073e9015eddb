using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Assignment;

/// <summary>Somebody who can be given an order.</summary>
public sealed record Colleague(int Id, string Name, string? Team, bool IsOnLeave)
{
    public const int Shown = 8;

    /// <summary>Those whose name, initials, user name or employee number begins so (the name may also hold it); who is on leave comes last.</summary>
    public static async Task<IReadOnlyList<Colleague>> FindAsync(AppDb db, string? text, CancellationToken cancellation = default)
    {
        var handling = Permissions.Table[Permission.HandleOrders];
        var people = db.Users.AsNoTracking().Where(u => !u.IsDisabled && u.StaffStatus == StaffStatus.Employed
            && db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && handling.Contains(role.Name!))));
        if (Normalise.Text(Normalise.Halfwidth(text)) is { } typed)
        {
            var upper = typed.ToUpperInvariant();
            people = people.Where(u => u.DisplayName.Contains(typed) || u.Initials.StartsWith(upper) || u.NormalizedUserName!.StartsWith(upper) || u.EmployeeNumber!.StartsWith(upper));
        }

        return await people.OrderBy(u => u.DutyStatus == DutyStatus.OnDuty ? 0 : 1).ThenBy(u => u.Initials).ThenBy(u => u.Id).Take(Shown)
            .Select(u => new Colleague(u.Id, u.DisplayName, u.Team, u.DutyStatus != DutyStatus.OnDuty)).ToListAsync(cancellation);
    }
}
