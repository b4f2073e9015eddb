using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Ui;

namespace WorkOrders.Staff.Users;

public sealed partial class UserList(ScreenServices services) : Screen(services)
{
    private UserFilter filter = new();
    private IReadOnlyList<UserRow>? rows;
    private IReadOnlyList<string> teams = [];
    private int total;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery]
    private string? Role { get; set; }

    [SupplyParameterFromQuery]
    private string? Team { get; set; }

    [SupplyParameterFromQuery]
    private string? Status { get; set; }

    [SupplyParameterFromQuery]
    private string? Disabled { get; set; }

    [SupplyParameterFromQuery]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery]
    private string? Page { get; set; }

    private int PageCount => PagesOf(total);

    protected override async Task OnParametersSetAsync()
    {
        var wanted = UserFilter.Of(Text, Role, Team, Status, Disabled, Sort, Page);
        if (rows is null || wanted != filter)
        {
            filter = wanted;
            await LoadAsync();
        }
    }

    private static int PagesOf(int count) => Math.Max(1, (count + UserFilter.PageSize - 1) / UserFilter.PageSize);

    private Task LoadAsync() => ReadAsync((db, token) => ReadAsync(db, filter), read => (filter, teams, total, rows) = read);

    private static async Task<(UserFilter Shown, List<string> Teams, int Total, List<UserRow> Rows)> ReadAsync(AppDb db, UserFilter asked)
    {
        var teams = await db.Users.Where(u => u.Team != null).Select(u => u.Team!).Distinct().OrderBy(t => t).ToListAsync();
        var found = asked.Apply(db.Users.AsNoTracking());
        var count = await found.CountAsync();
        var shown = asked with { Page = Math.Min(asked.Page, PagesOf(count)) };
        var rows = await shown.InOrder(found).Skip((shown.Page - 1) * UserFilter.PageSize).Take(UserFilter.PageSize).AsSplitQuery().Select(UserRow.Of).ToListAsync();
        return (shown, teams, count, rows);
    }

    private void Show(UserFilter wanted) => Navigator.NavigateTo(Navigator.GetUriWithQueryParameters("/admin/users", wanted.ToQuery()));
}
