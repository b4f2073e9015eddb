using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Users;

public sealed partial class UserList
{
    private UserFilter filter = new();
    private IReadOnlyList<UserRow>? rows;
    private IReadOnlyList<string> teams = [];
    private int total;
    private bool failed;

    [Inject]
    private IDbContextFactory<AppDb> Databases { get; set; } = null!;

    [Inject]
    private NavigationManager Navigator { get; set; } = null!;

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

    private int PageCount => Math.Max(1, (total + UserFilter.PageSize - 1) / UserFilter.PageSize);

    protected override async Task OnParametersSetAsync()
    {
        var wanted = UserFilter.Of(Text, Role, Team, Status, Disabled, Sort, Page);
        if (rows is null || wanted != filter)
        {
            filter = wanted;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            await using var db = await Databases.CreateDbContextAsync();
            teams = await db.Users.Where(u => u.Team != null).Select(u => u.Team!).Distinct().OrderBy(t => t).ToListAsync();
            var found = filter.Apply(db.Users.AsNoTracking());
            total = await found.CountAsync();
            filter = filter with { Page = Math.Min(filter.Page, PageCount) };
            rows = await filter.InOrder(found).Skip((filter.Page - 1) * UserFilter.PageSize).Take(UserFilter.PageSize).AsSplitQuery().Select(UserRow.Of).ToListAsync();
        }
        catch (Exception e) when (e.IsDatabaseFailure())
        {
            failed = true;
        }
    }

    private void Show(UserFilter wanted) => Navigator.NavigateTo(Navigator.GetUriWithQueryParameters("/admin/users", wanted.ToQuery()));
}
