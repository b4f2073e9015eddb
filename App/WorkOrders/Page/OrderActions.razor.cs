using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Handling;
using WorkOrders.Handling.Assigning;
using WorkOrders.Handling.Settling;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Page;

/// <summary>The verbs in the header of an order.</summary>
public sealed partial class OrderActions(ScreenServices services) : Screen(services)
{
    [Parameter]
    [EditorRequired]
    public OrderOnPage Page { get; set; } = null!;

    /// <summary>
    /// Ends when the user's last change of the order is shown. Acts on the shown version wait for it: begun right after a save they would be
    /// refused because of that save.
    /// </summary>
    [Parameter]
    public Func<Task> UpToDate { get; set; } = () => Task.CompletedTask;

    [Parameter]
    public EventCallback OnEdit { get; set; }

    /// <summary>Raised after an action, also when it was refused because the order has changed meanwhile.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    protected override string ConflictText => "这张工单刚被别人修改，已为您刷新，请再试一次。";

    private WorkOrder Order => Page.Order;

    private async Task AcceptAsync()
    {
        await ActAsync("已受理", async db => await db.WorkOrders.VisibleTo(Me).ForAction().FirstOrDefaultAsync(o => o.Number == Order.Number) is { } order
            ? order.Accept(Me, Time.GetUtcNow())
            : Outcome.Missing("没有找到记录，或您无权查看"));
        await OnChanged.InvokeAsync();
    }

    private async Task GiveAsync(AssignmentKind how)
    {
        await UpToDate();
        if (!Leaving.IsCancellationRequested && await AssignDialog.OpenAsync(Dialogs, L, how, [new SeenOrder(Order.Id, Order.Number, Order.Version)]))
        {
            await OnChanged.InvokeAsync();
        }
    }

    private Task SettleAsync() => OpenAsync(() => SettleDialog.OpenAsync(Dialogs, L, Order), "工单已结单");

    private Task ReopenAsync() => OpenAsync(() => ReopenDialog.OpenAsync(Dialogs, L, Order), "工单已重新打开");

    private async Task OpenAsync(Func<Task<bool>> open, string done)
    {
        await UpToDate();
        if (Leaving.IsCancellationRequested)
        {
            return;
        }

        if (await open())
        {
            Toasts.Done(L[done]);
        }

        await OnChanged.InvokeAsync();
    }
}
