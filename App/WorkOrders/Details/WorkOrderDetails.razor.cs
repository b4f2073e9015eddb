using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using Radzen;
using WorkOrders.Assignment;
using WorkOrders.Desk;
using WorkOrders.LoanCore;
using WorkOrders.Settlement;
using WorkOrders.Shared;

namespace WorkOrders.Details;

/// <summary>One order: header with actions, and tabs that each load by themselves. On a page of its own and beside the desk's list.</summary>
public partial class WorkOrderDetails
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

    /// <summary>In the desk's panel, which brings its own frame and closing button.</summary>
    [Parameter]
    public bool Embedded { get; set; }

    /// <summary>The tab in the URL; null or unknown for 工单信息. Beside the list the choice stays here, from one order to the next.</summary>
    [Parameter]
    public string? Tab { get; set; }

    /// <summary>Another tab was chosen.</summary>
    [Parameter]
    public EventCallback<string?> OnTab { get; set; }

    /// <summary>The address under which a link here opens another order.</summary>
    [Parameter]
    public Func<string, string> OtherOrder { get; set; } = number => OrderAddress.Of(number, null);

    /// <summary>After the order was changed here.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private OrderListsCache Lists { get; set; } = null!;

    [Inject]
    private ViewCounts Counts { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<WorkOrderDetails> Log { get; set; } = null!;

    private WorkOrder Order => page!.Order;

    // A new one once the order was read anew, not while it is being read: a tab would load for the old one.
    private (string, int) Reading => (Order.Number, reads);

    private string ShortNumber => Number.Length <= 20 ? Number : Number[..20] + "…";

    protected override async Task OnParametersSetAsync()
    {
        // Only a tab that the URL newly names: the choice is made here before the URL follows.
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
        }
    }

    // What was clicked may be gone with the act, and the focus with it: the next key belongs to this order still.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (acted && page is not null && !loading && !editing)
        {
            acted = false;
            await using var script = await Js.InvokeAsync<IJSObjectReference>("import", "./js/form.js");
            await script.InvokeVoidAsync("focusIfLost", article);
        }
    }

    /// <summary>Reads the order; an answer that was overtaken by the next order's is dropped.</summary>
    private async Task LoadAsync()
    {
        var question = ++asked;
        (failed, loading) = (false, true);
        try
        {
            var names = await Lists.GetAsync();
            await using var db = await Factory.CreateDbContextAsync();
            var read = await OrderOnPage.ReadAsync(db, Number, Me);
            if (question == asked)
            {
                (lists, page, reads, meanwhile) = (names, read, reads + 1, null);
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "The order could not be read.");
            failed = question == asked || failed;
        }

        loading = loading && question != asked;
    }

    private Task SelectAsync(string key)
    {
        tab = key;
        return OnTab.InvokeAsync(key == Info ? null : key);
    }

    // Only the line in the header: the order itself didn't change.
    private void Answered(LoanCoreView view) => page = page! with { Contracts = ContractsAtAGlance.Of(view) ?? page.Contracts };

    private Task AcceptAsync() => ActAsync("已受理", (order, now) => order.Accept(Me, now));

    private Task AssignAsync() => GiveAsync(Giving.Assign);

    private Task ReassignAsync() => GiveAsync(Giving.Reassign);

    private async Task GiveAsync(Giving how)
    {
        if (await AssignDialog.OpenAsync(Dialogs, L, how, [new SeenOrder(Order.Id, Order.Number, Order.Version)], Me))
        {
            await ReloadAsync();
        }
    }

    private async Task SettleAsync()
    {
        if (await SettleDialog.OpenAsync(Dialogs, L, Order, Me))
        {
            Say("success", L["工单已结单"]);
        }

        await ReloadAsync();
    }

    private async Task ReopenAsync()
    {
        if (await ReopenDialog.OpenAsync(Dialogs, L, Order, Me))
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
            var outcome = act(order, Time.GetUtcNow());
            await db.SaveChangesAsync();
            Say(outcome.IsRefused ? "error" : "success", outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]] : L[done]);
        }
        catch (DbUpdateConcurrencyException)
        {
            Say("error", L["这张工单刚被别人修改，已为您刷新，请再试一次。"]);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "The order could not be changed.");
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
        // What is edited is what stands there now, not when the page was opened.
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
        Counts.Forget(Me.Id);
        await LoadAsync();
        acted = true;
        await OnChanged.InvokeAsync();
    }

    private void Say(string kind, string text) => (noticeKind, notice) = (kind, text);
}
