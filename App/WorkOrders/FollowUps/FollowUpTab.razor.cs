using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.FollowUps.Form;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.FollowUps;

/// <summary>The follow-ups of an order.</summary>
public sealed partial class FollowUpTab(ScreenServices services, PausedForms pausedForms, ILogger<FollowUpTab> log, LiveEvents liveEvents) : Screen(services)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private IDisposable? live;
    private Debouncer? follow;
    private FollowUpChain? chain;
    private FollowUpWriting? writing;
    private string? said;
    private bool failed;
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
        await LoadAsync();
        if (chain is not null && Order.CanFollowUp(Me) && pausedForms.Take<PausedFollowUp>(Me, PausedFollowUp.KeyOf(Order)) is { } paused)
        {
            await GoOnAsync(paused);
        }
    }

    // liveEvents updates: follow-ups added by others and the status of short messages. The open form keeps its own text.
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
        if (back && writing is null && !failed && !HasFailed && Order.CanFollowUp(Me))
        {
            back = false;
            await begin.FocusAsync();
        }
    }

    private Task FollowAsync() => RefreshAsync((db, token) => ReadAsync(db), read =>
    {
        chain = read;
        StateHasChanged();
        return Task.CompletedTask;
    });

    private Task LoadAsync()
    {
        failed = false;
        return ReadAsync((db, token) => ReadAsync(db), read => chain = read);
    }

    private Task<FollowUpChain> ReadAsync(AppDb db) => FollowUpChain.ReadAsync(db, Order.Number, Me);

    private void Begin(FollowUpWriting what) => (writing, said, back) = (what, null, false);

    private async Task GoOnAsync(FollowUpDraft draft)
    {
        try
        {
            Begin(FollowUpWriting.Of(draft, await Factory.DraftFilesAsync(Order.Id, Me), chain!));
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The files of a draft could not be read.");
            failed = true;
        }
    }

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
        (writing, said, back) = (null, L["跟进记录已保存"], true);
        await LoadAsync();
        await OnChanged.InvokeAsync();
    }

    private async Task LeftAsync()
    {
        (writing, back) = (null, true);
        await LoadAsync();
    }
}
