using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Users.Editing;

/// <summary>Changes an account in one transaction, with optimistic concurrency, and never removes the last administrator.</summary>
internal sealed class AccountChanges(IDbContextFactory<AppDb> factory)
{
    /// <summary>
    /// Runs <paramref name="act"/> on the account and saves it with its operation records.
    /// Throws <see cref="DbUpdateConcurrencyException"/> when another user changed the account after <paramref name="stamp"/>.
    /// </summary>
    public async Task<Outcome> ApplyAsync(int id, string stamp, CurrentUser me, Func<AppDb, User, Task<Outcome>> act)
    {
        if (!me.May(Permission.Administer))
        {
            return Outcome.Forbidden("没有权限");
        }

        await using var db = await factory.CreateDbContextAsync();
        var user = await db.Users.WithEverything().Include(u => u.SecondFactor).SingleAsync(u => u.Id == id);
        db.Entry(user).Property(u => u.ConcurrencyStamp).OriginalValue = stamp;
        var adminRole = user.IsActiveAdmin ? user.GrantedRoles.Single(r => r.Name == Roles.Admin) : null;
        if (adminRole is not null)
        {
            user.NoteOtherAdmins(await db.Users.AnyAsync(u => u.Id != id && !u.IsDisabled && u.GrantedRoles.Any(r => r.Name == Roles.Admin)));
        }

        var outcome = await act(db, user);
        if (adminRole is not null && !user.IsActiveAdmin)
        {
            // Also change the role's stamp: when two administrators disable each other at the same time, the second save fails.
            adminRole.ConcurrencyStamp = user.ConcurrencyStamp;
        }

        return await db.SaveUnlessRefusedAsync(outcome);
    }
}

/// <summary>Queries that load accounts for editing, and the teams in use.</summary>
internal static class UserQueries
{
    public static IQueryable<string> TeamNames(this AppDb db) => db.Users.Where(u => u.Team != null).Select(u => u.Team!).Distinct().OrderBy(t => t);

    public static IQueryable<User> WithEverything(this IQueryable<User> users) =>
        users.Include(u => u.GrantedRoles).Include(u => u.DutyRoles).Include(u => u.Assistant).AsSplitQuery();

    /// <summary>The error of the employee number when another account than <paramref name="self"/> has it.</summary>
    public static async Task<FieldError?> TakenNumberAsync(this AppDb db, string? number, int? self = null) =>
        ComparisonForm.OfNumber(number) is { } key && await db.Users.AnyAsync(u => u.EmployeeNumberKey == key && u.Id != self) ? new FieldError("工号", "{0} {1} 已经被使用", number!) : null;
}
