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
public sealed partial class FollowUpTab : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly LatestResult reading = new();
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

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private PausedForms Paused { get; set; } = null!;

    [Inject]
    private ILogger<FollowUpTab> Log { get; set; } = null!;

    [Inject]
    private LiveEvents Live { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        live?.Dispose();
        follow?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (chain is not null && Order.CanFollowUp(Me) && Paused.Take<PausedFollowUp>(Me, PausedFollowUp.KeyOf(Order)) is { } paused)
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
            live = Live.OnOrderChanged(Order.Number, _ =>
            {
                follow.Trigger();
                return Task.CompletedTask;
            });
        }

        // Focus was lost when the form was removed, so set it again.
        if (back && writing is null && !failed && !reading.HasFailed && Order.CanFollowUp(Me))
        {
            back = false;
            await begin.FocusAsync();
        }
    }

    private Task FollowAsync() => reading.RefreshAsync(Factory, Log, ReadAsync, read =>
    {
        chain = read;
        StateHasChanged();
        return Task.CompletedTask;
    });

    private Task LoadAsync()
    {
        failed = false;
        return reading.ReadAsync(Factory, Log, ReadAsync, read => chain = read);
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
            Log.LogError(exception, "The files of a draft could not be read.");
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
