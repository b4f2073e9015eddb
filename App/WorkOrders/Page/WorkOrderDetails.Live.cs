using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Page;

/// <summary>Live updates of the open order, and reading it anew after a change made here. A user who is editing is notified and keeps their input.</summary>
public sealed partial class WorkOrderDetails
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly Pending saving = new();

    private IDisposable? live;
    private Debouncer? follow;
    private string? meanwhile;
    private OrderOnPage? latest;
    private int changes;
    private Task reloading = Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        live?.Dispose();
        follow?.Dispose();
    }

    // From what was read on, also while prerendering. A component that was left meanwhile receives no events.
    private void Watch()
    {
        live?.Dispose();
        if (Leaving.IsCancellationRequested)
        {
            return;
        }

        follow ??= new Debouncer(Time, Pause, () => InvokeAsync(FollowAsync));
        live = liveEvents.OnOrderChanged(Number, _ =>
        {
            follow.Trigger();
            return Task.CompletedTask;
        }, ReadAt);
    }

    private async Task FollowAsync()
    {
        if (Reading.IsReading)
        {
            // What is being read may be older than the change.
            follow?.Trigger();
        }
        else if (page is not null)
        {
            await RefreshAsync(ReadChangeAsync, ShowAsync);
        }
    }

    private async Task<(OrderOnPage? Page, LastOperation? Last)> ReadChangeAsync(AppDb db, CancellationToken token) =>
        (await OrderOnPage.ReadAsync(db, Number, Me, token), await LastOperation.ReadAsync(db, Number, token));

    // The user's own change is already shown.
    private Task ShowAsync((OrderOnPage? Page, LastOperation? Last) read)
    {
        if (read.Page is { } now && (now.Order.Version != Order.Version || read.Last?.ActorId != Me.Id))
        {
            Take(now, read.Last);
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    private void Take(OrderOnPage now, LastOperation? last)
    {
        if (editing)
        {
            // Who may not save any more is told so by the form.
            latest = now;
            meanwhile = last is null || !now.Order.CanEdit(Me) ? null
                : L["刚被 {0} 修改（{1}）。您填写的内容都还在，保存时会比对。", OperationRecord.ActorIn(L, last.Actor), L[last.Action.Text].Value].Value;
        }
        else
        {
            page = now;
            changes++;
        }
    }

    // After a change made in the tab with this key, or elsewhere on the page.
    private async Task ReloadAsync(string? changed)
    {
        viewCounts.Forget(Me.Id);
        await (reloading = ShowAgainAsync(changed));
        await OnChanged.InvokeAsync();
    }

    // After a follow-up that is being saved, and the reading that follows.
    private async Task UpToDateAsync()
    {
        await saving.DoneAsync();
        await reloading;
    }

    private async Task ShowAgainAsync(string? changed)
    {
        await ReadAsync(ReadAsync, read => Show(read, changed));
        acted = true;
        StateHasChanged();
    }
}
