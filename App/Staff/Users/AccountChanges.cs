using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Users;

/// <summary>Changes an account in one transaction: over the version that the screen showed, and never without an administrator left.</summary>
internal sealed class AccountChanges(IDbContextFactory<AppDb> factory)
{
    /// <summary>
    /// Does <paramref name="act"/> to the account and saves it with its records.
    /// Throws <see cref="DbUpdateConcurrencyException"/> when somebody else was faster than <paramref name="stamp"/>.
    /// </summary>
    public async Task<Outcome> ApplyAsync(int id, string stamp, CurrentUser me, Func<AppDb, User, Task<Outcome>> act)
    {
        if (!me.May(Permission.Administer))
        {
            return Outcome.Refused("没有权限");
        }

        await using var db = await factory.CreateDbContextAsync();
        var user = await db.Users.WithEverything().SingleAsync(u => u.Id == id);
        db.Entry(user).Property(u => u.ConcurrencyStamp).OriginalValue = stamp;
        var wasAdmin = user.IsActiveAdmin;
        var outcome = await act(db, user);
        if (!outcome.IsRefused && wasAdmin && !user.IsActiveAdmin)
        {
            outcome = await LeaveAnAdminAsync(db, user);
        }

        if (!outcome.IsRefused)
        {
            await db.SaveChangesAsync();
        }

        return outcome;
    }

    // The role's own stamp changes as well: of two administrators who disable each other at once, the second save fails.
    private static async Task<Outcome> LeaveAnAdminAsync(AppDb db, User leaving)
    {
        var role = await db.Roles.SingleAsync(r => r.Name == Roles.Admin);
        role.ConcurrencyStamp = leaving.ConcurrencyStamp;
        return await db.Users.AnyAsync(u => u.Id != leaving.Id && !u.IsDisabled && u.GrantedRoles.Any(r => r.Name == Roles.Admin))
            ? Outcome.Done
            : Outcome.Refused("{0} 是最后一个可用的管理员，不能停用，也不能去掉管理员角色", leaving.DisplayName);
    }
}

/// <summary>How accounts are loaded to be changed.</summary>
internal static class UserQueries
{
    public static IQueryable<User> WithEverything(this IQueryable<User> users) =>
        users.Include(u => u.GrantedRoles).Include(u => u.DutyRoles).Include(u => u.Assistant).AsSplitQuery();
}
