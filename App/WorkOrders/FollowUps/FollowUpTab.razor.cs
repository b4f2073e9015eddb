using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Events;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>The chain of an order's follow-ups.</summary>
public sealed partial class FollowUpTab : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly NewestReading reading = new();
    private IDisposable? live;
    private Calm? follow;
    private FollowUpChain? chain;
    private FollowUpWriting? writing;
    private string? said;
    private bool failed;
    private bool back;
    private ElementReference begin;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>The order was followed up: its status may have moved.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

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

    protected override Task OnInitializedAsync() => LoadAsync();

    // What others add, and what became of a short message. What is being typed stays: it has its own form.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            follow = new Calm(Time, Pause, () => InvokeAsync(FollowAsync));
            live = Live.OnOrderChanged(Order.Number, _ =>
            {
                follow.Ask();
                return Task.CompletedTask;
            });
        }

        // The form took the focus with it when it went.
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
