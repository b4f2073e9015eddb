using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Customers.Profile.Saving;

/// <summary>A person who can own customers 客户经理.</summary>
public sealed record AccountManager(int Id, string Name, string Initials)
{
    /// <summary>By a part of the name, or by the beginning of the pinyin initials.</summary>
    public bool Fits(string typed) => ComparisonForm.OfName(Name).Contains(ComparisonForm.OfName(typed), StringComparison.Ordinal)
        || Initials.StartsWith(typed, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The account managers.</summary>
public static class OwnersOfCustomers
{
    /// <summary>Those who can become owners: employed and not disabled.</summary>
    public static IQueryable<User> ActiveAccountManagers(this AppDb db) => db.AccountManagers().Where(u => !u.IsDisabled && u.StaffStatus == StaffStatus.Employed);

    /// <summary>Also those who left: they may still own customers.</summary>
    public static IQueryable<User> AccountManagers(this AppDb db) =>
        db.Users.AsNoTracking().Where(u => db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && role.Name == Roles.AccountManager)));

    public static Task<List<AccountManager>> InOrderAsync(this IQueryable<User> users, CancellationToken token) =>
        users.OrderBy(u => u.Initials).ThenBy(u => u.Id).Select(u => new AccountManager(u.Id, u.DisplayName, u.Initials)).ToListAsync(token);
}
