using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Desk.Filters;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Desk.Views;

/// <summary>保存视图: save, share, delete, apply.</summary>
public sealed partial class SavedViewsMenu(ScreenServices services) : Screen(services)
{
    private List<Item>? views;
    private string? name;
    private bool share;
    private string? error;

    [Parameter, EditorRequired]
    public WorkOrderFilter Filter { get; set; } = null!;

    private async Task ToggleAsync()
    {
        if (views is not null)
        {
            Close();
            return;
        }

        await ReadAsync();
    }

    private void Close() => (views, name, share, error) = (null, null, false, null);

    private async Task ReadAsync()
    {
        await using var db = await Factory.CreateDbContextAsync();
        views = await (
            from view in db.SavedViews.VisibleTo(Me)
            join owner in db.Users on view.OwnerId equals owner.Id
            orderby view.OwnerId == Me.Id ? 0 : 1, view.Name, view.Id
            select new Item(view.Id, view.Name, view.Query, view.OwnerId, owner.DisplayName, view.SharedWithTeam != null)).Take(100).ToListAsync();
    }

    private async Task SaveAsync()
    {
        if (Normalise.Text(name) is not { } chosen)
        {
            error = L["请填写名称"];
            return;
        }

        await using var db = await Factory.CreateDbContextAsync();
        if (await db.SavedViews.AnyAsync(v => v.OwnerId == Me.Id && v.Name == chosen))
        {
            error = L["已有同名的视图"];
            return;
        }

        db.Add(new SavedView(chosen, ToKeep(Filter).ToQuery(), Me.Id, share ? Me.Team : null));
        await db.SaveChangesAsync();
        Close();
        await ReadAsync();
    }

    private async Task DeleteAsync(Item item)
    {
        await using var db = await Factory.CreateDbContextAsync();
        await db.SavedViews.Where(v => v.Id == item.Id && v.OwnerId == Me.Id).ExecuteDeleteAsync();
        await ReadAsync();
    }

    // A shared view must not disclose a customer's number to the team.
    private static WorkOrderFilter ToKeep(WorkOrderFilter filter) => filter.Without("phone").Without("id").WithPage(1).WithOpen(null);

    private sealed record Item(int Id, string Name, string Query, int OwnerId, string OwnerName, bool IsShared);
}

/// <summary>The saved views that a person can see: their own and those shared with their team.</summary>
public static class SavedViewQueries
{
    public static IQueryable<SavedView> VisibleTo(this IQueryable<SavedView> views, CurrentUser me) =>
        views.Where(v => v.OwnerId == me.Id || (v.SharedWithTeam != null && v.SharedWithTeam == me.Team));
}
