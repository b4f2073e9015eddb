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
        if (await AssignDialog.OpenAsync(Dialogs, L, how, [new SeenOrder(Order.Id, Order.Number, Order.Version)]))
        {
            await OnChanged.InvokeAsync();
        }
    }

    private async Task SettleAsync() => await ToldAsync(await SettleDialog.OpenAsync(Dialogs, L, Order), "工单已结单");

    private async Task ReopenAsync() => await ToldAsync(await ReopenDialog.OpenAsync(Dialogs, L, Order), "工单已重新打开");

    private async Task ToldAsync(bool isDone, string done)
    {
        if (isDone)
        {
            Toasts.Done(L[done]);
        }

        await OnChanged.InvokeAsync();
    }
}
