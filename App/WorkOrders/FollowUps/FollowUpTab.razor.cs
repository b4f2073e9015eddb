using Microsoft.AspNetCore.Components;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.FollowUps.Form;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.FollowUps;

/// <summary>The follow-ups of an order.</summary>
public sealed partial class FollowUpTab(ScreenServices services, PausedForms pausedForms, LiveEvents liveEvents) : Screen(services)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private IDisposable? live;
    private Debouncer? follow;
    private FollowUpChain? chain;
    private FollowUpWriting? writing;
    private bool back;
    private ElementReference begin;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>The order was followed up, so its status may have changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        live?.Dispose();
        follow?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await ReadOnceAsync(Order.Number, ReadAsync, Show);
        if (chain is not null && Order.CanFollowUp(Me) && pausedForms.Take<PausedFollowUp>(Me, PausedFollowUp.KeyOf(Order)) is { } paused)
        {
            await GoOnAsync(paused);
        }
    }

    // Live updates: follow-ups added by others and the status of short messages. The open form keeps its own text.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            follow = new Debouncer(Time, Pause, () => InvokeAsync(FollowAsync));
            live = liveEvents.OnOrderChanged(Order.Number, _ =>
            {
                follow.Trigger();
                return Task.CompletedTask;
            });
        }

        // Focus was lost when the form was removed, so set it again.
        if (back && writing is null && !HasFailed && Order.CanFollowUp(Me))
        {
            back = false;
            await begin.FocusAsync();
        }
    }

    private Task FollowAsync() => RefreshAsync(ReadAsync, read =>
    {
        Show(read);
        StateHasChanged();
        return Task.CompletedTask;
    });

    private Task LoadAsync() => ReadAsync(ReadAsync, Show);

    private Task<FollowUpChain> ReadAsync(AppDb db, CancellationToken token) => FollowUpChain.ReadAsync(db, Order.Number, Me, token);

    private void Show(FollowUpChain read) => chain = read;

    private void Begin(FollowUpWriting what) => (writing, back) = (what, false);

    private Task GoOnAsync(FollowUpDraft draft) =>
        ReadAsync((db, token) => db.DraftFilesAsync(Order.Id, Me, token), files => Begin(FollowUpWriting.Of(draft, files, chain!)));

    private async Task GoOnAsync(PausedFollowUp paused)
    {
        if (paused.IsDraft && chain!.Draft is { } draft)
        {
            await GoOnAsync(draft);
        }
        else
        {
            Begin(paused.Sequence is { } sequence && chain!.Newest is { } newest && newest.FollowUp.Sequence == sequence ? FollowUpWriting.Update(newest) : FollowUpWriting.New(chain!));
        }

        writing = writing is null ? null : writing with { Sms = paused.Sms, SmsTemplate = paused.SmsTemplate };
    }

    private async Task SavedAsync()
    {
        await LeftAsync();
        await OnChanged.InvokeAsync();
    }

    private Task LeftAsync()
    {
        (writing, back) = (null, true);
        return LoadAsync();
    }
}
