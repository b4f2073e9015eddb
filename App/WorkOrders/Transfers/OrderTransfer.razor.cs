using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Transfers.Dialogs;
using WorkOrders.Ui;

namespace WorkOrders.Transfers;

/// <summary>The transfer section in an order's header.</summary>
public sealed partial class OrderTransfer(ScreenServices services, Transferring transferring, ILogger<OrderTransfer> log) : Screen(services)
{
    private TransferOnPage? request;
    private TransferOnPage? given;
    private string? problem;
    private bool busy;
    private PeriodicTimer? timer;

    [Parameter, EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>The newest request, read with the order.</summary>
    [Parameter]
    public TransferOnPage? Request { get; set; }

    /// <summary>Raised after an action here.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private DateTimeOffset Now => Time.GetUtcNow();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        timer?.Dispose();
    }

    // Keep the request that was reloaded after an action until the parent passes a new one.
    protected override void OnParametersSet()
    {
        if (given != Request)
        {
            (given, request) = (Request, Request);
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (timer is null && request?.IsAlive(Now) == true)
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
            if (request?.IsAlive(Now) != true)
            {
                ticking.Dispose();
                timer = null;
            }
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            request = await TransferOnPage.ReadAsync(db, Order.Number, Me);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogWarning(exception, "The order's transfer request could not be read.");
        }
    }

    private async Task RequestAsync()
    {
        if (await RequestTransferDialog.OpenAsync(Dialogs, L, Order.Number, Me))
        {
            await OnChanged.InvokeAsync();
        }
    }

    private async Task ConfirmAsync()
    {
        await TransferDialog.OpenAsync(Dialogs, L, Order.Number, Me);
        await OnChanged.InvokeAsync();
    }

    private Task CancelAsync() => ActAsync(() => transferring.CancelAsync(Order.Number, Me));

    private Task AcknowledgeAsync() => ActAsync(async () =>
    {
        await transferring.AcknowledgeAsync(request!.Id, Me);
        return Outcome.Done;
    });

    private async Task ActAsync(Func<Task<Outcome>> act)
    {
        if (busy)
        {
            return;
        }

        busy = true;
        try
        {
            var outcome = await act();
            problem = outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]].Value : null;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "A transfer request could not be changed.");
            problem = L["没有保存，可能是数据库或网络暂时不可用，请稍后再试。"];
        }
        finally
        {
            busy = false;
        }

        await ReadAsync();
        await OnChanged.InvokeAsync();
    }
}
