using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Desk.Table;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Taxonomy;

/// <summary>Edits one list of names: add, rename, reorder, disable. Actions use the version shown on the page (optimistic concurrency).</summary>
public partial class NameList<T>(ScreenServices services, OrderListsCache orderListsCache, DeskDirectory deskDirectory) : Screen(services)
    where T : ListedName
{
    private List<T>? items;
    private ElementReference renameBox;
    private string? message;
    private string? added;
    private string? typed;
    private int? renaming;
    private bool focusRename;

    /// <summary>The Chinese title, which is the localizer key.</summary>
    [Parameter]
    [EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>The names of this list.</summary>
    [Parameter]
    [EditorRequired]
    public Func<AppDb, IQueryable<T>> Query { get; set; } = null!;

    /// <summary>Creates a new name at a position.</summary>
    [Parameter]
    [EditorRequired]
    public Func<AppDb, string, int, Task<T>> Make { get; set; } = null!;

    [Parameter]
    public int? Selected { get; set; }

    [Parameter]
    public EventCallback<int> OnSelect { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusRename)
        {
            focusRename = false;
            await renameBox.FocusAsync();
        }
    }

    private async Task LoadAsync()
    {
        await using var db = await Factory.CreateDbContextAsync();
        items = await Ordered(Query(db).AsNoTracking()).ToListAsync();
    }

    private static IOrderedQueryable<T> Ordered(IQueryable<T> names) =>
        names.OrderBy(n => EF.Property<int>(n, nameof(ListedName.SortOrder))).ThenBy(n => EF.Property<int>(n, nameof(ListedName.Id)));

    private void StartRenaming(T item) => (renaming, typed, message, focusRename) = (item.Id, item.Name, null, true);

    private void CancelOnEscape(KeyboardEventArgs key) => renaming = key.Key == "Escape" ? null : renaming;

    private async Task AddAsync()
    {
        if (!Fits(added, null, out var name))
        {
            return;
        }

        var done = await SaveAsync(async db =>
        {
            var item = await Make(db, name, items!.Count == 0 ? 0 : items.Max(i => i.SortOrder) + 1);
            var outcome = item.Introduce(Me, Time.GetUtcNow());
            if (!outcome.IsRefused)
            {
                db.Add(item);
            }

            return outcome;
        });
        added = done ? null : added;
    }

    private async Task RenameAsync(T item)
    {
        if (Fits(typed, item, out var name) && await ActAsync(item, (current, _) => current.Rename(name, Me, Time.GetUtcNow())))
        {
            renaming = null;
        }
    }

    private Task<bool> SwitchAsync(T item) =>
        ActAsync(item, (current, _) => item.IsEnabled ? current.Disable(Me, Time.GetUtcNow()) : current.Enable(Me, Time.GetUtcNow()));

    private Task<bool> MoveAsync(T item, int by) => ActAsync(item, (current, all) =>
    {
        var place = all.IndexOf(current);
        return place + by < 0 || place + by >= all.Count ? Outcome.Done : current.ChangePlaces(all[place + by], place + by, place, Me, Time.GetUtcNow());
    });

    private bool Fits(string? text, T? itself, out string name)
    {
        var outcome = ListedName.CheckName(text, items!.Where(i => i.Id != itself?.Id).Select(i => i.Name), out name);
        message = outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]].Value : null;
        return !outcome.IsRefused;
    }

    private Task<bool> ActAsync(T item, Func<T, List<T>, Outcome> act) => SaveAsync(async db =>
    {
        var all = await Ordered(Query(db)).ToListAsync();
        var current = all.Find(i => i.Id == item.Id);
        return current is null || current.Version != item.Version
            ? Outcome.Refused("“{0}”刚被别人修改，列表已刷新，请再试一次", item.Name)
            : act(current, all);
    });

    private async Task<bool> SaveAsync(Func<AppDb, Task<Outcome>> act)
    {
        Outcome outcome;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            outcome = await db.SaveUnlessRefusedAsync(await act(db));
        }
        catch (DbUpdateConcurrencyException)
        {
            outcome = Outcome.Refused("刚被别人修改，列表已刷新，请再试一次");
        }
        catch (DbUpdateException)
        {
            outcome = Outcome.Refused("没有保存：别人可能刚加了同样的名称。列表已刷新，请核对");
        }

        message = outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]].Value : null;
        orderListsCache.Forget();
        deskDirectory.Forget();
        await LoadAsync();
        return !outcome.IsRefused;
    }
}
