using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Events;
using WorkOrders.FollowUps.Form;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui.Scripts;

namespace WorkOrders.FollowUps;

/// <summary>The follow-ups of an order.</summary>
public sealed partial class FollowUpTab(ScreenServices services, PausedForms pausedForms, BrowserWindow window, LiveEvents liveEvents, IJSRuntime js) : Screen(services)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private IDisposable? live;
    private Debouncer? follow;
    private FollowUpChain? chain;
    private FollowUpWriting? writing;
    private bool back;
    private bool isLooked;
    private string? here;
    private ElementReference begin;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <inheritdoc cref="FollowUpForm.Saving"/>
    [Parameter]
    public Pending Saving { get; set; } = new();

    /// <summary>Name of the order's handler.</summary>
    [Parameter]
    public string? Handler { get; set; }

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
        if (chain is not null && pausedForms.Take<PausedFollowUp>(Me, PausedFollowUp.KeyOf(Order)) is { } paused)
        {
            GoOn(paused);
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

        if (!isLooked && chain is not null)
        {
            isLooked = true;
            await GoOnInThisWindowAsync();
        }

        // Focus was lost when the form was removed, so set it again, unless the user has gone elsewhere meanwhile.
        if (back && writing is null && !HasFailed && Order.CanFollowUp(Me))
        {
            back = false;
            await using var script = new ScriptModule(js);
            await script.LoadAsync("/" + Assets["js/form.js"]);
            await script.CallAsync("focusIfLost", begin, true);
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

    // A draft that another window has open is its own; the form says so.
    private IEnumerable<DraftRow> FreeDrafts => chain!.Drafts.Where(d => !d.IsOpenElsewhere(here, Time.GetUtcNow()));

    private void Begin(FollowUpWriting what) => (writing, back) = (what, false);

    // The list may be older than what another window wrote into the draft.
    private async Task GoOnAsync(DraftRow draft)
    {
        var before = writing;
        FollowUpChain? read = null;
        if (!await TryInBackgroundAsync(async () =>
        {
            here ??= await window.IdAsync();
            await using var db = await Factory.CreateDbContextAsync(Leaving);
            read = await ReadAsync(db, Leaving);
        }))
        {
            Toasts.Warn(L["草稿暂时读不出来，请稍后再试"]);
            return;
        }

        Show(read!);
        if (writing != before)
        {
            // The user has begun another one meanwhile.
            return;
        }

        if (read!.Drafts.FirstOrDefault(d => d.Id == draft.Id) is { } now && !now.IsOpenElsewhere(here, Time.GetUtcNow()))
        {
            Begin(FollowUpWriting.Of(now, read));
        }
        else
        {
            Toasts.Warn(L["这份草稿正在另一个窗口里填写，或已经不在了。"]);
        }
    }

    private void GoOn(PausedFollowUp paused)
    {
        if (chain!.Drafts.FirstOrDefault(d => d.Id == paused.Draft) is { } draft)
        {
            // Which window this is, the browser says after the first render; the form asks then.
            Begin(FollowUpWriting.Of(draft, chain));
        }
        else if (Order.CanFollowUp(Me))
        {
            Begin(paused.Sequence is { } sequence && chain.Newest is { } newest && newest.FollowUp.Sequence == sequence ? FollowUpWriting.Update(newest) : FollowUpWriting.New(chain));
        }
    }

    // After a reload, or a restart of the server.
    private async Task GoOnInThisWindowAsync()
    {
        here = await window.IdAsync();
        if (writing is null && chain!.Drafts.FirstOrDefault(d => d.Window == here) is { } draft)
        {
            await GoOnAsync(draft);
        }

        StateHasChanged();
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
