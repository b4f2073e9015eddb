using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using WorkOrders.Events;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Transfers.Dialogs;

/// <summary>The confirmation dialog of 转出 with its countdown.</summary>
public sealed partial class TransferDialog(ScreenServices services, Transferring transferring, LiveEvents liveEvents) : Screen(services)
{
    // How long the expiry message is shown before the dialog closes.
    private static readonly TimeSpan ExpiryMessageDuration = TimeSpan.FromSeconds(3);

    private TransferContents? contents;
    private bool isOver;
    private IDisposable? live;

    [Parameter, EditorRequired]
    public string Number { get; set; } = "";

    private TransferOnPage Request => contents!.Request;

    private WorkOrder Order => contents!.Page.Order;

    private DateTimeOffset Opened => Request.ConfirmOpenedAt ?? Request.CreatedAt;

    private DateTimeOffset Ends => Opened + transferring.Rules.ConfirmWindow is var end && end < Request.Expires ? end : Request.Expires;

    /// <summary>Returns when the dialog is closed, with any result.</summary>
    public static async Task OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, string number)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        await dialogs.OpenAsync<TransferDialog>(text["转出工单 {0}", number], new() { [nameof(Number)] = number });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        live?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (await ActAsync(null, () => transferring.OpenAsync(Number, Me)))
        {
            await LoadAsync();
        }
    }

    private Task LoadAsync() => ReadAsync((db, token) => TransferContents.ReadAsync(db, Number, Me, token), read =>
    {
        contents = read;
        live ??= liveEvents.OnOrderChanged(Number, _ => InvokeAsync(FollowAsync));
    });

    // The request may have been cancelled, settled or superseded meanwhile.
    private async Task FollowAsync()
    {
        if (!IsActing && !isOver && contents is not null)
        {
            await RefreshAsync((db, token) => TransferContents.ReadAsync(db, Number, Me, token), TakeAsync);
        }
    }

    private Task TakeAsync(TransferContents? read)
    {
        if (read is null || isOver)
        {
            return Task.CompletedTask;
        }

        var shown = Request.Id;
        contents = read;
        return Request.Id != shown ? EndAsync(L["这个转出请求已经结束，现在是 {0} 的请求，请重新打开转出", Request.Requester])
            : Request.Status != TransferStatus.Pending ? EndAsync(L["转出请求{0}。", L[Request.Status.Text()].Value])
            : Task.CompletedTask;
    }

    private async Task EndAsync(string why)
    {
        (isOver, Problem) = (true, why);
        StateHasChanged();
        if (await TryInBackgroundAsync(() => Task.Delay(ExpiryMessageDuration, Time, Leaving)))
        {
            Dialogs.Close(false);
        }
    }

    private async Task ConfirmAsync()
    {
        if (await ActAsync(null, () => transferring.ConfirmAsync(Number, Request.Id, Me)))
        {
            Toasts.Done(L["工单 {0} 已转给 {1}", Number, Request.Target]);
            Dialogs.Close(true);
        }
    }

    private async Task RejectAsync()
    {
        if (await ActAsync(null, () => transferring.RejectAsync(Number, Request.Id, Me)))
        {
            Toasts.Info(L["已拒绝转出工单 {0}", Number]);
            Dialogs.Close(true);
        }
    }
}
