using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Staff.Users.Editing;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Staff.Users;

/// <summary>用户: all accounts, by filter.</summary>
public sealed partial class UserList(ScreenServices services) : UrlQueryList<UserFilter, UserPage>(services)
{
    protected override UserFilter Parse(string query) => UserFilter.Parse(query);

    protected override async Task<(UserFilter Shown, UserPage Read)> ReadAsync(AppDb db, UserFilter asked, CancellationToken token)
    {
        var teams = await db.TeamNames().ToListAsync(token);
        var found = asked.Apply(db.Users.AsNoTracking());
        var total = await found.CountAsync(token);
        var shown = asked with { Page = Math.Min(asked.Page, ListPager.PagesOf(total, UserFilter.PageSize)) };
        var rows = await shown.InOrder(found).Skip((shown.Page - 1) * UserFilter.PageSize).Take(UserFilter.PageSize).AsSplitQuery().Select(UserRow.Of).ToListAsync(token);
        return (shown, new UserPage(teams, total, rows));
    }
}

/// <summary>What the user list shows; <paramref name="Teams"/> are the teams to choose from.</summary>
public sealed record UserPage(IReadOnlyList<string> Teams, int Total, IReadOnlyList<UserRow> Rows);
