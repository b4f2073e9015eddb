using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;
using WorkOrders.Ui;

namespace WorkOrders.Transfers.Dialogs;

/// <summary>The confirmation dialog of 转出 with its countdown.</summary>
public sealed partial class TransferDialog(ScreenServices services, Transferring transferring, LiveEvents liveEvents) : Screen(services)
{
    // How long the expiry message is shown before the dialog closes.
    private static readonly TimeSpan ExpiryMessageDuration = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource stop = new();
    private TransferContents? contents;
    private string? problem;
    private string? ring;
    private bool busy;
    private bool isOver;
    private IDisposable? live;

    [Parameter, EditorRequired]
    public string Number { get; set; } = "";

    private TransferOnPage Request => contents!.Request;

    private WorkOrder Order => contents!.Page.Order;

    private DateTimeOffset Opened => Request.ConfirmOpenedAt ?? Request.CreatedAt;

    private DateTimeOffset Ends => Opened + transferring.Rules.ConfirmWindow is var end && end < Request.Expires ? end : Request.Expires;

    private int Seconds => isOver ? 0 : Math.Max(0, (int)Math.Ceiling((Ends - Time.GetUtcNow()).TotalSeconds));

    /// <summary>Returns when the dialog is closed, with any result.</summary>
    public static async Task OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, string number, CurrentUser me)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var parameters = new Dictionary<string, object?> { [nameof(Number)] = number, [nameof(Me)] = me };
        await dialogs.OpenAsync<TransferDialog>(text["转出工单 {0}", number], parameters);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        live?.Dispose();
        stop.Cancel();
        stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (!await TryAsync(() => transferring.OpenAsync(Number, Me)))
        {
            return;
        }

        await ReadAsync();
        if (contents is not null)
        {
            var elapsed = Time.GetUtcNow() - Opened;
            ring = string.Create(CultureInfo.InvariantCulture, $"animation-duration:{(Ends - Opened).TotalSeconds:0.##}s;animation-delay:-{elapsed.TotalSeconds:0.##}s");
            live = liveEvents.OnOrderChanged(Number, _ => InvokeAsync(FollowAsync));
            _ = InvokeAsync(TickAsync);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            contents = await TransferContents.ReadAsync(db, Number, Me) ?? contents;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            problem = L["没有读出来，可能是数据库或网络暂时不可用，请稍后再试。"];
        }
    }

    private async Task TickAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), Time);
            while (!isOver && await timer.WaitForNextTickAsync(stop.Token))
            {
                if (Time.GetUtcNow() >= Ends)
                {
                    await EndAsync(L["已超时，工单没有转出。"]);
                }

                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The dialog was closed first.
        }
    }

    // The request may have been cancelled, settled or superseded meanwhile.
    private async Task FollowAsync()
    {
        if (busy || isOver)
        {
            return;
        }

        var shown = Request.Id;
        await ReadAsync();
        if (isOver)
        {
            return;
        }

        if (Request.Id != shown)
        {
            await EndAsync(L["这个转出请求已经结束，现在是 {0} 的请求，请重新打开转出", Request.Requester]);
        }
        else if (Request.Status != TransferStatus.Pending)
        {
            await EndAsync(L["转出请求{0}。", L[Request.Status.Text()].Value]);
        }
    }

    private async Task EndAsync(string why)
    {
        (isOver, problem) = (true, why);
        StateHasChanged();
        try
        {
            await Task.Delay(ExpiryMessageDuration, Time, stop.Token);
            Dialogs.Close(false);
        }
        catch (OperationCanceledException)
        {
            // The dialog was closed first.
        }
    }

    private async Task ConfirmAsync()
    {
        if (await TryAsync(() => transferring.ConfirmAsync(Number, Request.Id, Me)))
        {
            Toasts.Done(L["工单 {0} 已转给 {1}", Number, Request.Target]);
            Dialogs.Close(true);
        }
    }

    private async Task RejectAsync()
    {
        if (await TryAsync(() => transferring.RejectAsync(Number, Request.Id, Me)))
        {
            Toasts.Info(L["已拒绝转出工单 {0}", Number]);
            Dialogs.Close(true);
        }
    }

    private async Task<bool> TryAsync(Func<Task<Outcome>> act)
    {
        if (busy)
        {
            return false;
        }

        busy = true;
        try
        {
            var outcome = await act();
            problem = outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]].Value : null;
            return !outcome.IsRefused;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            problem = L["没有保存，可能是数据库或网络暂时不可用，请稍后再试。"];
            return false;
        }
        finally
        {
            busy = false;
        }
    }
}
