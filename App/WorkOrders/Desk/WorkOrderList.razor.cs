using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using WorkOrders.Database;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Events;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Ui;

namespace WorkOrders.Desk;

/// <summary>The desk 工单列表. Its state is in the URL: view, filters, sort, page and open order. Every action navigates to a new URL.</summary>
public sealed partial class WorkOrderList(
    ScreenServices services, DeskList deskList, ViewCounts viewCounts, DeskDirectory deskDirectory, PrerenderedDesk prerenderedDesk, PersistentComponentState persistent, IJSRuntime js, LiveEvents liveEvents, ILogger<WorkOrderList> log) : Screen(services), IAsyncDisposable
{
    private const string Path = "/work-orders";

    private readonly HashSet<string> selection = new(StringComparer.Ordinal);
    private WorkOrderFilter filter = new();
    private DeskState? state;
    private DeskPlace? place;
    private bool loading;
    private bool failed;
    private bool allMatching;
    private bool turned;
    private int asked;
    private PersistingComponentStateSubscription persisting;
    private IJSObjectReference? script;
    private DotNetObjectReference<WorkOrderList>? self;

    private bool CanSelect => Me.May(Permission.AssignOrders);

    /// <summary>Called by js/desk.js after a column was resized by dragging or by Shift and an arrow key.</summary>
    [JSInvokable]
    public Task ResizeColumn(string key, int width) => state is null ? Task.CompletedTask : KeepLayoutAsync(state.Layout.WithWidth(key, width));

    /// <summary>Called by js/desk.js after the panel was resized.</summary>
    [JSInvokable]
    public Task ResizePanel(int width) => state is null ? Task.CompletedTask : KeepLayoutAsync(state.Layout.WithPanelWidth(width));

    public async ValueTask DisposeAsync()
    {
        Dispose();
        Navigator.LocationChanged -= OnLocationChanged;
        persisting.Dispose();
        Unwatch();
        try
        {
            if (script is not null)
            {
                await script.InvokeVoidAsync("detach");
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is disconnected, so the script no longer exists.
        }

        self?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigator.LocationChanged += OnLocationChanged;
        persisting = persistent.RegisterOnPersisting(Leave, Microsoft.AspNetCore.Components.Web.RenderMode.InteractiveServer);
        filter = FilterOfAddress();
        if (persistent.TryTakeFromJson<Guid>(nameof(PrerenderedDesk), out var key) && prerenderedDesk.Take(key, Me.Id) is { } left && left.Filter.ToQuery() == filter.ToQuery())
        {
            state = left;
            Locate();
            return;
        }

        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            Watch();
            self = DotNetObjectReference.Create(this);
            script = await js.InvokeAsync<IJSObjectReference>("import", "/" + Assets["js/desk.js"]);
            await script.InvokeVoidAsync("attach", self);
        }
        else if (turned && script is not null)
        {
            turned = false;
            await script.InvokeVoidAsync("toTop");
        }
    }

    private static string Address(WorkOrderFilter to) => Path + to.ToQuery();

    // Default view: users who handle orders start with 我的未处理, read-only users with 全部工单.
    private WorkOrderFilter FilterOfAddress() =>
        WorkOrderFilter.Parse(new Uri(Navigator.Uri).Query, Me.May(Permission.HandleOrders) ? DeskView.MyUnhandled : DeskView.All);

    private string? Count(DeskView view) => state?.Counts[view].ToString("N0");

    private void Go(WorkOrderFilter to) => Navigator.NavigateTo(Address(to));

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == Path)
        {
            _ = InvokeAsync(FollowAddressAsync);
        }
    }

    private async Task FollowAddressAsync()
    {
        var before = filter;
        filter = FilterOfAddress();
        Locate();
        if (state is not null && !failed && filter.WithOpen(null).ToQuery() == before.WithOpen(null).ToQuery())
        {
            StateHasChanged();
            return;
        }

        ClearSelection();
        await LoadAsync();
    }

    private Task ReloadAsync()
    {
        viewCounts.Forget(Me.Id);
        ClearSelection();
        return LoadAsync();
    }

    /// <summary>Loads the data for the URL. A result that is outdated by a newer request is dropped.</summary>
    private async Task LoadAsync()
    {
        var question = ++asked;
        (loading, failed) = (true, false);
        StateHasChanged();
        try
        {
            var read = await ReadAsync(filter);
            if (question == asked)
            {
                state = read;
                (turned, news) = (true, 0);
                Locate();
            }
        }
        catch (Exception e) when (e.IsDatabaseFailure())
        {
            failed = question == asked;
        }

        if (question == asked)
        {
            loading = false;
            StateHasChanged();
        }
    }

    private async Task<DeskState> ReadAsync(WorkOrderFilter wanted)
    {
        await using var db = await Factory.CreateDbContextAsync();
        var page = await deskList.ReadAsync(db, wanted, Me, Time.GetUtcNow());
        var layout = state?.Layout ?? DeskLayout.Parse(await Preferences(db).Select(p => p.Value).FirstOrDefaultAsync());
        return new DeskState(wanted, page, await viewCounts.OfAsync(Me), await deskDirectory.NamesAsync(), layout);
    }

    private IQueryable<UserPreference> Preferences(AppDb db) => db.UserPreferences.Where(p => p.UserId == Me.Id && p.Key == DeskLayout.PreferenceKey);

    private async Task KeepLayoutAsync(DeskLayout layout)
    {
        state = state! with { Layout = layout };
        StateHasChanged();
        await using var db = await Factory.CreateDbContextAsync();
        var kept = await Preferences(db).FirstOrDefaultAsync();
        if (kept is null)
        {
            db.Add(new UserPreference(Me.Id, DeskLayout.PreferenceKey, layout.ToJson()));
        }
        else
        {
            kept.Value = layout.ToJson();
        }

        await db.SaveChangesAsync();
    }

    private Task Leave()
    {
        // Hand over only the prerendered state. A paused desk reloads when it resumes.
        if (state is not null && !failed && script is null)
        {
            persistent.PersistAsJson(nameof(PrerenderedDesk), prerenderedDesk.Store(Me.Id, state, Time.GetUtcNow()));
        }

        return Task.CompletedTask;
    }

    private void SelectionChanged() => allMatching = false;

    private void ClearSelection()
    {
        selection.Clear();
        allMatching = false;
    }

    private void Locate() => place = state is null || filter.Open is null ? null : new DeskPlace(state.Page, filter.Open, place);
}
