using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using WorkOrders.Database;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Events;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Desk;

/// <summary>The desk 工单列表. Its state is in the URL: view, filters, sort, page and open order. Every action navigates to a new URL.</summary>
public sealed partial class WorkOrderList(
    ScreenServices services, DeskList deskList, ViewCounts viewCounts, DeskDirectory deskDirectory, IJSRuntime js, LiveEvents liveEvents,
    LookUpCounter lookUps) : Screen(services), IAsyncDisposable
{
    private const string Path = "/work-orders";

    private readonly HashSet<string> selection = new(StringComparer.Ordinal);
    private WorkOrderFilter filter = new();
    private DeskState? state;
    private DeskPlace? place;
    private bool allMatching;
    private bool turned;
    private DeskScript? script;

    private bool CanSelect => Me.May(Permission.AssignOrders);

    public async ValueTask DisposeAsync()
    {
        Dispose();
        Navigator.LocationChanged -= OnLocationChanged;
        Unwatch();
        await (script?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    protected override Task OnInitializedAsync()
    {
        Navigator.LocationChanged += OnLocationChanged;
        filter = FilterOfAddress();
        return ReadOnceAsync(filter.ToQuery(), ReadStateAsync, Show);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            Watch();
            script = new DeskScript(js, change => state is null ? Task.CompletedTask : KeepLayoutAsync(change(state.Layout)));
            await script.AttachAsync("/" + Assets["js/desk.js"]);
        }
        else if (turned && script is { IsLoaded: true })
        {
            turned = false;
            await script.ToTopAsync();
        }
    }

    private static string Address(WorkOrderFilter to) => Path + to.ToQuery();

    private string PageAddress(int page) => Address(state!.Page.Shown.WithPage(page).WithOpen(null));

    private string SizeAddress(int size) => Address(state!.Page.Shown.WithPageSize(size).WithOpen(null));

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
        if (state is not null && !HasFailed && filter.WithOpen(null).ToQuery() == before.WithOpen(null).ToQuery())
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

    private async Task LoadAsync()
    {
        var reading = ReadAsync(ReadStateAsync, read =>
        {
            turned = true;
            Show(read);
        });
        StateHasChanged();
        await reading;
        StateHasChanged();
    }

    private async Task<DeskState> ReadStateAsync(AppDb db, CancellationToken token)
    {
        var wanted = filter;
        var (lookUp, page) = await lookUps.AskAsync(
            LookUpPlace.Filter, Me, wanted.Numbers, () => deskList.ReadAsync(db, wanted, Me, Time.GetUtcNow(), token), read => read.Rows.Count > 0, token);
        var layout = state?.Layout ?? await db.DeskLayoutOfAsync(Me.Id, token);
        return new DeskState(wanted, page ?? DeskPage.Unread(wanted), await viewCounts.OfAsync(Me, token), await deskDirectory.NamesAsync(token), layout)
        {
            Outcome = lookUp.Outcome,
        };
    }

    private void Show(DeskState read)
    {
        state = read;
        news = 0;
        Locate();
        CountOn();
    }

    private async Task KeepLayoutAsync(DeskLayout layout)
    {
        state = state! with { Layout = layout };
        StateHasChanged();
        var isKept = await TryInBackgroundAsync(async () =>
        {
            await using var db = await Factory.CreateDbContextAsync();
            await db.SaveDeskLayoutAsync(Me.Id, layout);
        });
        if (!isKept)
        {
            Toasts.Failed(L["暂时无法保存，请稍后再试。"]);
        }
    }

    private void SelectionChanged() => allMatching = false;

    private void ClearSelection()
    {
        selection.Clear();
        allMatching = false;
    }

    private void Locate() => place = state is null || filter.Open is null ? null : new DeskPlace(state.Page, filter.Open, place);
}
