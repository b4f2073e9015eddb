using Microsoft.AspNetCore.Components;
using WorkOrders.Shared;
using WorkOrders.Transfers.Dialogs;
using WorkOrders.Ui;

namespace WorkOrders.Transfers;

/// <summary>The transfer section in an order's header.</summary>
public sealed partial class OrderTransfer(ScreenServices services, Transferring transferring) : Screen(services)
{
    private PeriodicTimer? timer;

    [Parameter, EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>The newest request, read with the order.</summary>
    [Parameter]
    public TransferOnPage? Request { get; set; }

    /// <summary>Raised after an action here; the order and its request are then read again.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private DateTimeOffset Now => Time.GetUtcNow();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        timer?.Dispose();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (timer is null && Request?.IsAlive(Now) == true)
        {
            timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Time);
            _ = TickAsync(timer);
        }
    }

    private async Task TickAsync(PeriodicTimer ticking)
    {
        while (await ticking.WaitForNextTickAsync())
        {
            await InvokeAsync(StateHasChanged);
            if (Request?.IsAlive(Now) != true)
            {
                ticking.Dispose();
                timer = null;
            }
        }
    }

    private async Task RequestAsync()
    {
        if (await RequestTransferDialog.OpenAsync(Dialogs, L, Order.Number))
        {
            await OnChanged.InvokeAsync();
        }
    }

    private async Task ConfirmAsync()
    {
        await TransferDialog.OpenAsync(Dialogs, L, Order.Number);
        await OnChanged.InvokeAsync();
    }

    private Task CancelAsync() => DoAsync(() => transferring.CancelAsync(Order.Number, Me));

    private Task AcknowledgeAsync(TransferOnPage received) => DoAsync(async () =>
    {
        await transferring.AcknowledgeAsync(received.Id, Me);
        return Outcome.Done;
    });

    private async Task DoAsync(Func<Task<Outcome>> act)
    {
        await ActAsync(null, act);
        await OnChanged.InvokeAsync();
    }
}
