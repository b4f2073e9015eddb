using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.FollowUps.Form;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.FollowUps;

/// <summary>The follow-ups of an order.</summary>
public sealed partial class FollowUpTab(ScreenServices services, PausedForms pausedForms, LiveEvents liveEvents, IJSRuntime js) : Screen(services)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    // Apart from the list, so that a list that is being read meanwhile is not lost.
    private readonly LatestResult draftFiles = new();

    private IDisposable? live;
    private Debouncer? follow;
    private FollowUpChain? chain;
    private FollowUpWriting? writing;
    private bool back;
    private ElementReference begin;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <inheritdoc cref="FollowUpForm.Saving"/>
    [Parameter]
    public Pending Saving { get; set; } = new();

    /// <summary>The order was followed up, so its status may have changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        live?.Dispose();
        follow?.Dispose();
        draftFiles.Dispose();
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
            }, ReadAt);
        }

        // Focus was lost when the form was removed, so set it again, unless the user has gone elsewhere meanwhile.
        if (back && writing is null && !HasFailed && Order.CanFollowUp(Me))
        {
            back = false;
            await using var script = await js.InvokeAsync<IJSObjectReference>("import", "/" + Assets["js/form.js"]);
            await script.InvokeVoidAsync("focusIfLost", begin, true);
        }
    }

    private Task FollowAsync() => RefreshAsync(ReadAsync, read =>
    {
        Show(read);
        StateHasChanged();
        return Task.CompletedTask;
    });

    private Task LoadAsync() => ReadAsync(ReadAsync, Show);

    private Task RetryAsync()
    {
        draftFiles.Drop();
        return LoadAsync();
    }

    private Task<FollowUpChain> ReadAsync(AppDb db, CancellationToken token) => FollowUpChain.ReadAsync(db, Order.Number, Me, token);

    private void Show(FollowUpChain read) => chain = read;

    private void Begin(FollowUpWriting what) => (writing, back) = (what, false);

    private Task GoOnAsync(FollowUpDraft draft) =>
        ReadAsync((db, token) => db.DraftFilesAsync(Order.Id, Me, token), files => Begin(FollowUpWriting.Of(draft, files, chain!)), draftFiles);

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

    // Both at once, so that the order's header knows at once that it is outdated.
    private Task SavedAsync() => Task.WhenAll(LeftAsync(), OnChanged.InvokeAsync());

    // The form stays until the new list is read: the page moves once, and no follow-up is begun from the old list.
    private async Task LeftAsync()
    {
        await LoadAsync();
        (writing, back) = (null, true);
    }
}
