using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Events;
using WorkOrders.Shared;
using WorkOrders.Shared.Reveal;

namespace WorkOrders.Details;

/// <summary>The open order follows what others do to it; who is editing is told and keeps what is typed.</summary>
public sealed partial class WorkOrderDetails : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private IDisposable? live;
    private Calm? follow;
    private string? meanwhile;
    private int changes;

    [Inject]
    private LiveEvents Live { get; set; } = null!;

    public void Dispose()
    {
        live?.Dispose();
        follow?.Dispose();
    }

    // Prerendering is disposed of at once, and never hears anything.
    private void Watch()
    {
        live?.Dispose();
        follow ??= new Calm(Time, Pause, () => InvokeAsync(FollowAsync));
        live = Live.OnOrderChanged(Number, _ =>
        {
            follow.Ask();
            return Task.CompletedTask;
        });
    }

    private void FollowAgain()
    {
        if (meanwhile is not null)
        {
            meanwhile = null;
            follow?.Ask();
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
            var last = await db.OperationRecords.Where(r => r.Subject == OperationSubject.WorkOrder && r.SubjectKey == Number && r.Action != Revealing.Action)
                .OrderByDescending(r => r.Id).Select(r => new { r.ActorId, r.ActorName, r.Action }).FirstOrDefaultAsync();

            // What one did oneself stands here already.
            if (question == asked && read is not null && (read.Order.Version != Order.Version || last?.ActorId != Me.Id))
            {
                Take(read, last is null ? null : L["刚被 {0} 修改（{1}）。您填写的内容都还在，保存时会比对。", last.ActorName, L[last.Action].Value].Value);
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogWarning(exception, "The order could not be refreshed.");
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
