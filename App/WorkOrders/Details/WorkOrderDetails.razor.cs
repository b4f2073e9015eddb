using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Radzen;
using WorkOrders.Assignment;
using WorkOrders.Desk;
using WorkOrders.Shared;

namespace WorkOrders.Details;

/// <summary>One order: header with actions, and tabs that each load by themselves. On a page of its own and beside the desk's list.</summary>
public partial class WorkOrderDetails
{
    private const string Info = "info";
    private const string History = "history";

    private static readonly (string Key, string Name)[] Tabs = [(Info, "工单信息"), (History, "操作记录")];

    private OrderOnPage? page;
    private OrderLists? lists;
    private string tab = Info;
    private string? shown;
    private string? notice;
    private string noticeKind = "info";
    private bool loading = true;
    private bool failed;
    private bool editing;
    private bool acting;
    private int history;

    [Parameter]
    [EditorRequired]
    public string Number { get; set; } = "";

    /// <summary>In the desk's panel, which brings its own frame and closing button.</summary>
    [Parameter]
    public bool Embedded { get; set; }

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
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<WorkOrderDetails> Log { get; set; } = null!;

    private WorkOrder Order => page!.Order;

    private string ShortNumber => Number.Length <= 20 ? Number : Number[..20] + "…";

    protected override async Task OnParametersSetAsync()
    {
        if (shown != Number)
        {
            shown = Number;
            (page, notice, editing, loading) = (null, null, false, true);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        (failed, loading) = (false, true);
        try
        {
            lists = await Lists.GetAsync();
            await using var db = await Factory.CreateDbContextAsync();
            page = await OrderOnPage.ReadAsync(db, Number, Me);
        }
        catch (DbException exception)
        {
            Log.LogError(exception, "The order could not be read.");
            failed = true;
        }

        loading = false;
        history++;
    }

    private Task AcceptAsync() => ActAsync("已受理", (order, now) => order.Accept(Me, now));

    private async Task AssignAsync()
    {
        if (await AssignDialog.OpenAsync(Dialogs, L, [new SeenOrder(Order.Id, Order.Number, Order.Version)], Me))
        {
            await ReloadAsync();
        }
    }

    private async Task ActAsync(string done, Func<WorkOrder, DateTimeOffset, Outcome> act)
    {
        if (acting)
        {
            return;
        }

        acting = true;
        await using var db = await Factory.CreateDbContextAsync();
        var order = await db.WorkOrders.VisibleTo(Me).ForAction().FirstAsync(o => o.Number == Order.Number);
        var outcome = act(order, Time.GetUtcNow());
        try
        {
            await db.SaveChangesAsync();
            Say(outcome.IsRefused ? "error" : "success", outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]] : L[done]);
        }
        catch (DbUpdateConcurrencyException)
        {
            Say("error", L["这张工单刚被别人修改，已为您刷新，请再试一次。"]);
        }

        acting = false;
        await ReloadAsync();
    }

    private async Task EditAsync()
    {
        // What is edited is what stands there now, not when the page was opened.
        await LoadAsync();
        (tab, notice) = (Info, null);
        editing = page is not null && Order.CanEdit(Me);
    }

    private async Task SavedAsync(string text)
    {
        editing = false;
        Say("success", text);
        await ReloadAsync();
    }

    private void LeaveEditing() => editing = false;

    private async Task ReloadAsync()
    {
        Counts.Forget(Me.Id);
        await LoadAsync();
        await OnChanged.InvokeAsync();
    }

    private void Say(string kind, string text) => (noticeKind, notice) = (kind, text);
}
