using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Page;

/// <summary>liveEvents updates of the open order. A user who is editing is notified and keeps their input.</summary>
public sealed partial class WorkOrderDetails : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private IDisposable? live;
    private Debouncer? follow;
    private string? meanwhile;
    private int changes;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        live?.Dispose();
        follow?.Dispose();
    }

    // A prerendered component is disposed immediately and receives no events.
    private void Watch()
    {
        live?.Dispose();
        follow ??= new Debouncer(Time, Pause, () => InvokeAsync(FollowAsync));
        live = liveEvents.OnOrderChanged(Number, _ =>
        {
            follow.Trigger();
            return Task.CompletedTask;
        });
    }

    private void FollowAgain()
    {
        if (meanwhile is not null)
        {
            meanwhile = null;
            follow?.Trigger();
        }
    }

    private async Task FollowAsync()
    {
        if (page is null || loading || acting)
        {
            return;
        }

        var question = asked;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var read = await OrderOnPage.ReadAsync(db, Number, Me);
            var last = await db.OperationRecords.Where(r => r.Subject == OrderSubjects.WorkOrder && r.SubjectKey == Number && r.Action != Revealing.Action)
                .OrderByDescending(r => r.Id).Select(r => new { r.ActorId, r.ActorName, r.Action }).FirstOrDefaultAsync();

            // The user's own change is already shown.
            if (question == asked && read is not null && (read.Order.Version != Order.Version || last?.ActorId != Me.Id))
            {
                Take(read, last is null ? null : L["刚被 {0} 修改（{1}）。您填写的内容都还在，保存时会比对。", OperationRecord.ActorIn(L, last.ActorName), L[last.Action.Text].Value].Value);
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogWarning(exception, "The order could not be refreshed.");
        }
    }

    private void Take(OrderOnPage read, string? by)
    {
        if (editing)
        {
            meanwhile = by;
        }
        else
        {
            page = read;
            changes++;
        }

        StateHasChanged();
    }
}
