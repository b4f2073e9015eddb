using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Views;
using WorkOrders.Handling;
using WorkOrders.Handling.Assigning;
using WorkOrders.Handling.Settling;
using WorkOrders.LoanCore.Contracts;
using WorkOrders.Page.Editing;
using WorkOrders.Events;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui;

namespace WorkOrders.Page;

/// <summary>One order: header with actions, and tabs that load their own data. Used on its own page and in the panel of the desk.</summary>
public partial class WorkOrderDetails(
    ScreenServices services, OrderListsCache orderListsCache, ViewCounts viewCounts, IJSRuntime js, PausedForms pausedForms, ILogger<WorkOrderDetails> log, LiveEvents liveEvents) : Screen(services)
{
    private const string Info = "info";
    private const string ContractsTab = "contracts";

    private OrderOnPage? page;
    private OrderLists? lists;
    private string tab = Info;
    private string? givenTab;
    private string? shown;
    private string? notice;
    private string noticeKind = "info";
    private bool loading = true;
    private bool failed;
    private bool editing;
    private bool acting;
    private bool acted;
    private ElementReference article;
    private int asked;
    private int reads;

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

    // Component key. It changes after the order was reloaded; changing it earlier would make the tabs load the old order.
    private (string, int) ReadKey => (Order.Number, reads);

    private string PausedKey => "order:" + Number;

    private string ShortNumber => Number.Length <= 20 ? Number : Number[..20] + "…";

    protected override async Task OnParametersSetAsync()
    {
        // React only to a new tab in the URL: the local selection changes before the URL does.
        if (givenTab != Tab)
        {
            givenTab = Tab;
            tab = Tabs.FirstOrDefault(one => one.Key == Tab)?.Key ?? Info;
        }

        if (shown != Number)
        {
            shown = Number;
            (page, notice, editing, meanwhile) = (null, null, false, null);
            Watch();
            await LoadAsync();
            if (page is not null && pausedForms.Take<PausedDetails>(Me, PausedKey) is { } paused)
            {
                (tab, editing) = (paused.Tab, paused.IsEditing && Order.CanEdit(Me));
            }
        }
    }

    private Task<object?> PauseAsync() => Task.FromResult<object?>(new PausedDetails(tab, editing));

    // The clicked button may be removed by the action. Restore focus, so that keyboard shortcuts still work on this order.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (acted && page is not null && !loading && !editing)
        {
            acted = false;
            await using var script = await js.InvokeAsync<IJSObjectReference>("import", "./js/form.js");
            await script.InvokeVoidAsync("focusIfLost", article);
        }
    }

    /// <summary>Loads the order. A result that is outdated by a newer request is dropped.</summary>
    private async Task LoadAsync()
    {
        var question = ++asked;
        (failed, loading) = (false, true);
        try
        {
            var names = await orderListsCache.GetAsync();
            await using var db = await Factory.CreateDbContextAsync();
            var read = await OrderOnPage.ReadAsync(db, Number, Me);
            if (question == asked)
            {
                (lists, page, reads, meanwhile) = (names, read, reads + 1, null);
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The order could not be read.");
            failed = question == asked || failed;
        }

        loading = loading && question != asked;
    }

    private Task SelectAsync(string key)
    {
        tab = key;
        return OnTab.InvokeAsync(key == Info ? null : key);
    }

    // Update only the summary in the header: the order itself did not change.
    private void Answered(LoanCoreView view) => page = page! with { Contracts = ContractsAtAGlance.Of(view) ?? page.Contracts };

    private string? NameOf(FieldName field, string value) => FieldTexts.NameOf(field, value, lists!);

    private Task AcceptAsync() => ActAsync("已受理", (order, now) => order.Accept(Me, now));

    private Task AssignAsync() => GiveAsync(AssignmentKind.Assign);

    private Task ReassignAsync() => GiveAsync(AssignmentKind.Reassign);

    private async Task GiveAsync(AssignmentKind how)
    {
        if (await AssignDialog.OpenAsync(Dialogs, L, how, [new SeenOrder(Order.Id, Order.Number, Order.Version)]))
        {
            await ReloadAsync();
        }
    }

    private async Task SettleAsync()
    {
        if (await SettleDialog.OpenAsync(Dialogs, L, Order))
        {
            Say("success", L["工单已结单"]);
        }

        await ReloadAsync();
    }

    private async Task ReopenAsync()
    {
        if (await ReopenDialog.OpenAsync(Dialogs, L, Order))
        {
            Say("success", L["工单已重新打开"]);
        }

        await ReloadAsync();
    }

    private async Task ActAsync(string done, Func<WorkOrder, DateTimeOffset, Outcome> act)
    {
        if (acting)
        {
            return;
        }

        acting = true;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var order = await db.WorkOrders.VisibleTo(Me).ForAction().FirstAsync(o => o.Number == Order.Number);
            var outcome = await db.SaveUnlessRefusedAsync(act(order, Time.GetUtcNow()));
            Say(outcome.IsRefused ? "error" : "success", outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]] : L[done]);
        }
        catch (DbUpdateConcurrencyException)
        {
            Say("error", L["这张工单刚被别人修改，已为您刷新，请再试一次。"]);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The order could not be changed.");
            Say("error", L["没有保存，可能是数据库或网络暂时不可用，请稍后再试。"]);
        }
        finally
        {
            acting = false;
        }

        await ReloadAsync();
    }

    private async Task EditAsync()
    {
        // Reload first, so that the user edits the current values.
        await LoadAsync();
        notice = null;
        await SelectAsync(Info);
        editing = page is not null && Order.CanEdit(Me);
    }

    private async Task SavedAsync(string text)
    {
        editing = false;
        Say("success", text);
        await ReloadAsync();
    }

    private void LeaveEditing()
    {
        (editing, acted) = (false, true);
        FollowAgain();
    }

    private async Task ReloadAsync()
    {
        viewCounts.Forget(Me.Id);
        await LoadAsync();
        acted = true;
        await OnChanged.InvokeAsync();
    }

    private void Say(string kind, string text) => (noticeKind, notice) = (kind, text);

    /// <summary>Open tab and edit mode while the page is paused.</summary>
    internal sealed record PausedDetails(string Tab, bool IsEditing);
}
