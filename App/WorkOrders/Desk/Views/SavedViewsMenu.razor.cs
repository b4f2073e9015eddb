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
    private bool open;

    [Parameter, EditorRequired]
    public WorkOrderFilter Filter { get; set; } = null!;

    private Task ToggleAsync()
    {
        if (open)
        {
            Close();
            return Task.CompletedTask;
        }

        open = true;
        return LoadAsync();
    }

    private void Close()
    {
        open = share = false;
        views = null;
        name = Problem = null;
    }

    private Task LoadAsync() => ReadAsync(
        (db, token) => (
            from view in db.SavedViews.VisibleTo(Me)
            join owner in db.Users on view.OwnerId equals owner.Id
            orderby view.OwnerId == Me.Id ? 0 : 1, view.Name, view.Id
            select new Item(view.Id, view.Name, view.Query, view.OwnerId, owner.DisplayName, view.SharedWithTeam != null)).Take(100).ToListAsync(token),
        read => views = read);

    private async Task SaveAsync()
    {
        if (await ActAsync(null, AddAsync))
        {
            share = false;
            name = null;
            await LoadAsync();
        }
    }

    private async Task<Outcome> AddAsync(AppDb db)
    {
        if (Normalise.Line(name) is not { } chosen)
        {
            return Outcome.Refused("请填写名称");
        }

        if (chosen.Length > SavedView.NameLength)
        {
            return Outcome.Refused("最多 {0} 个字", SavedView.NameLength);
        }

        if (NumberInName.RefusalOf("名称", chosen) is { } refusal)
        {
            return refusal;
        }

        var key = ComparisonForm.OfName(chosen);
        if (await db.SavedViews.AnyAsync(v => v.OwnerId == Me.Id && v.NameKey == key))
        {
            return Outcome.Refused("已有同名的视图");
        }

        db.Add(new SavedView(chosen, ToKeep(Filter).ToQuery(), Me.Id, share ? Me.Team : null));
        return Outcome.Done;
    }

    private async Task DeleteAsync(Item item)
    {
        if (await ActAsync(null, db => RemoveAsync(db, item.Id)))
        {
            await LoadAsync();
        }
    }

    private async Task<Outcome> RemoveAsync(AppDb db, int id)
    {
        await db.SavedViews.Where(v => v.Id == id && v.OwnerId == Me.Id).ExecuteDeleteAsync();
        return Outcome.Done;
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
