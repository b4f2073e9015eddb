using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkOrders.Database;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Views;
using WorkOrders.Drafts;
using WorkOrders.Events;
using WorkOrders.LoanCore.Contracts;
using WorkOrders.Page.Editing;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui.Scripts;

namespace WorkOrders.Page;

/// <summary>One order: header with actions, and tabs that load their own data. Used on its own page and in the panel of the desk.</summary>
public sealed partial class WorkOrderDetails(
    ScreenServices services, OrderListsCache listsCache, ViewCounts viewCounts, IJSRuntime js, PausedForms pausedForms, BrowserWindow window, LiveEvents liveEvents)
    : Screen(services)
{
    private OrderOnPage? page;
    private OrderLists? lists;
    private string tab = OrderTab.Info;
    private string? givenTab;
    private string? shown;
    private bool editing;
    private bool acted;
    private bool isLooked;
    private string? here;
    private ElementReference article;

    [Parameter]
    [EditorRequired]
    public string Number { get; set; } = "";

    /// <summary>Shown in the desk's panel, which has its own frame and close button.</summary>
    [Parameter]
    public bool Embedded { get; set; }

    /// <summary>The tab in the URL; null or unknown means 工单信息. In the panel, the selected tab is kept when another order is opened.</summary>
    [Parameter]
    public string? Tab { get; set; }

    /// <summary>Raised when another tab is selected.</summary>
    [Parameter]
    public EventCallback<string?> OnTab { get; set; }

    /// <summary>Builds the URL of another order for links on this page.</summary>
    [Parameter]
    public Func<string, string> OtherOrder { get; set; } = number => OrderAddress.Of(number, null);

    /// <summary>Raised after the order was changed here.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private WorkOrder Order => page!.Order;

    private string PausedKey => "order:" + Number;

    private string ShortNumber => Number.Length <= 20 ? Number : Normalise.Start(Number, 20) + "…";

    protected override async Task OnParametersSetAsync()
    {
        // React only to a new tab in the URL: the local selection changes before the URL does.
        if (givenTab != Tab)
        {
            givenTab = Tab;
            tab = OrderTab.KeyOf(Tab);
        }

        if (shown != Number)
        {
            shown = Number;
            (page, lists) = (null, null);
            (editing, meanwhile, latest) = (false, null, null);
            isLooked = false;
            await ReadOnceAsync(Number, ReadAsync, read => Show(read, null));
            Watch();
            if (page is not null && pausedForms.Take<PausedDetails>(Me, PausedKey) is { } paused)
            {
                (tab, editing) = (paused.Tab, paused.IsEditing && Order.CanEdit(Me));
            }
        }
    }

    // The clicked button may be removed by the action. Restore focus, so that keyboard shortcuts still work on this order.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isLooked && page is not null)
        {
            isLooked = true;
            await GoOnEditingAsync();
        }
        else if (here is null && page?.Drafts.Count > 0)
        {
            here = await window.IdAsync();
            StateHasChanged();
        }

        if (acted && page is not null && !Reading.IsReading && !editing)
        {
            acted = false;
            await using var script = new ScriptModule(js);
            await script.LoadAsync("./js/form.js");
            await script.CallAsync("focusIfLost", article);
        }
    }

    // After a reload, or a restart of the server, this window's draft is open again.
    private async Task GoOnEditingAsync()
    {
        if (page!.Drafts.Count == 0)
        {
            return;
        }

        here = await window.IdAsync();
        if (!editing && HasDraftHere)
        {
            await EditAsync();
        }

        StateHasChanged();
    }

    private bool HasDraftHere => here is not null && page?.Drafts.Any(d => d.Window == here) == true;

    // Told beside the order while its form is closed: most of all to those who have no 编辑 any more, or never had.
    private KeptEdit? Kept => page!.Drafts.FirstOrDefault(d => !d.IsOpenElsewhere(here, Time.GetUtcNow()));

    private string TextOf(KeptEdit kept)
    {
        var time = ShortTime.Of(kept.SavedAt, Time.GetUtcNow(), L);
        return kept.HandedBy is { } author ? L["{0} 给您留了一份草稿（{1}）。", author, time] : L["这张工单有您没保存的修改（{0}）。", time];
    }

    // This window takes the draft over; the form then finds it as its own, also without the right to save.
    private async Task GoOnAsync(KeptEdit kept)
    {
        var isTaken = false;
        if (!await TryInBackgroundAsync(async () =>
        {
            here ??= await window.IdAsync();
            isTaken = await Factory.TakeOverAsync(kept.Id, EditDraft.Kind.Code, Order.Number, here, Me, Time.GetUtcNow());
        }))
        {
            Toasts.Warn(L["草稿暂时读不出来，请稍后再试"]);
            return;
        }

        if (!isTaken)
        {
            Toasts.Warn(L["这份草稿正在另一个窗口里填写，或已经不在了。"]);
        }

        await (isTaken ? EditAsync() : LoadAsync());
    }

    private Task<object?> PauseAsync() => Task.FromResult<object?>(new PausedDetails(tab, editing));

    private Task LoadAsync() => ReadAsync(ReadAsync, read => Show(read, null));

    private async Task<ReadOrder> ReadAsync(AppDb db, CancellationToken token) =>
        new(await OrderOnPage.ReadAsync(db, Number, Me, token), await listsCache.GetAsync(token));

    private void Show(ReadOrder read, string? changed)
    {
        (page, lists) = (read.Page, read.Lists);
        (meanwhile, latest) = (null, null);

        // The tab that made the change reads its own data; any other one that is open now reads again.
        changes += tab == changed ? 0 : 1;
    }

    private Task SelectAsync(string key)
    {
        tab = key;
        return OnTab.InvokeAsync(key == OrderTab.Info ? null : key);
    }

    // Update only the summary in the header: the order itself did not change.
    private void Answered(LoanCoreView view) => page = page! with { Contracts = ContractsAtAGlance.Of(view) ?? page.Contracts };

    private string? NameOf(FieldName field, string value) => FieldTexts.NameOf(field, value, lists!);

    private async Task EditAsync()
    {
        // Reload first, so that the user edits the current values.
        await LoadAsync();
        await SelectAsync(OrderTab.Info);
        editing = page is not null && !HasFailed && (Order.CanEdit(Me) || HasDraftHere);
    }

    private Task SavedAsync()
    {
        editing = false;
        return ReloadAsync(null);
    }

    private async Task LeaveEditingAsync()
    {
        // What the form was told meanwhile is shown at once; which drafts there are now is read.
        (editing, acted) = (false, true);
        changes += latest is null ? 0 : 1;
        (page, latest, meanwhile) = ((latest ?? page!) with { Drafts = [] }, null, null);
        await RefreshAsync(ReadChangeAsync, read =>
        {
            if (read.Page is { } now && page is { } shown && !editing)
            {
                changes += now.Order.Version == shown.Order.Version ? 0 : 1;
                page = now;
                StateHasChanged();
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>Open tab and edit mode while the page is paused.</summary>
    internal sealed record PausedDetails(string Tab, bool IsEditing);

    private sealed record ReadOrder(OrderOnPage? Page, OrderLists Lists);
}
