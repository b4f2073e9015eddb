using Microsoft.AspNetCore.Components;
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
    private NameInput? input;

    /// <summary>The Chinese title, which is the localizer key; unique on the page.</summary>
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

    private Task LoadAsync() => ReadAsync((db, token) => Ordered(Query(db).AsNoTracking()).ToListAsync(token), read => items = read);

    private static IOrderedQueryable<T> Ordered(IQueryable<T> names) =>
        names.OrderBy(n => EF.Property<int>(n, nameof(ListedName.SortOrder))).ThenBy(n => EF.Property<int>(n, nameof(ListedName.Id)));

    private void Begin(T? item) => (input, Problem) = (new NameInput(item), null);

    private void End() => (input, Problem) = (null, null);

    private async Task SaveAsync()
    {
        var (item, typed) = (input!.Item, input.Name);
        var isDone = await (item is null ? ChangeAsync(db => AddAsync(db, typed)) : ChangeAsync(item, (current, all) => Rename(current, all, typed)));
        if (isDone)
        {
            // Names are often added one after another.
            input = item is null ? new NameInput(null) : null;
        }
    }

    private async Task<Outcome> AddAsync(AppDb db, string? typed)
    {
        var all = await Query(db).ToListAsync();
        var outcome = ListedName.CheckName(typed, all.Select(i => i.Name), out var name);
        if (outcome.IsRefused)
        {
            return outcome;
        }

        var item = await Make(db, name, all.Count == 0 ? 0 : all.Max(i => i.SortOrder) + 1);
        outcome = item.Introduce(Me, Time.GetUtcNow());
        if (!outcome.IsRefused)
        {
            db.Add(item);
        }

        return outcome;
    }

    private Outcome Rename(T current, List<T> all, string? typed)
    {
        var outcome = ListedName.CheckName(typed, all.Where(i => i != current).Select(i => i.Name), out var name);
        return outcome.IsRefused ? outcome : current.Rename(name, Me, Time.GetUtcNow());
    }

    private Task<bool> SwitchAsync(T item) =>
        ChangeAsync(item, (current, _) => item.IsEnabled ? current.Disable(Me, Time.GetUtcNow()) : current.Enable(Me, Time.GetUtcNow()));

    private Task<bool> MoveAsync(T item, int by) => ChangeAsync(item, (current, all) =>
    {
        var place = all.IndexOf(current);
        return place + by < 0 || place + by >= all.Count ? Outcome.Done : current.ChangePlaces(all[place + by], place + by, place, Me, Time.GetUtcNow());
    });

    private Task<bool> ChangeAsync(T item, Func<T, List<T>, Outcome> act) => ChangeAsync(async db =>
    {
        var all = await Ordered(Query(db)).ToListAsync();
        var current = all.Find(i => i.Id == item.Id);
        return current is null || current.Version != item.Version
            ? Outcome.Refused("“{0}”刚被别人修改，列表已刷新，请再试一次", item.Name)
            : act(current, all);
    });

    private async Task<bool> ChangeAsync(Func<AppDb, Task<Outcome>> act)
    {
        if (IsActing)
        {
            return false;
        }

        var isDone = await ActAsync(null, act);
        orderListsCache.Forget();
        deskDirectory.Forget();
        await LoadAsync();
        return isDone;
    }

    /// <summary>The form of a new name, or of the name of <paramref name="item"/>.</summary>
    private sealed class NameInput(T? item)
    {
        public T? Item => item;

        public string? Name { get; set; } = item?.Name;

        public bool IsChanged => Name != item?.Name;
    }
}
