using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Events;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.ApprovalDesk;

/// <summary>审批台. The type filter and the chosen case are in the URL. liveEvents updates don't move the rows that are shown.</summary>
public sealed partial class ApprovalDeskPage(ScreenServices services, LiveEvents liveEvents, IJSRuntime js, ILogger<ApprovalDeskPage> log) : Screen(services), IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // Cases chosen here whose navigation has not completed yet.
    private readonly List<string> going = [];
    private QueueType type;
    private CaseKey? chosen;
    private CaseFile? file;
    private string? said;
    private string? seenCase;
    private bool saidRefusal;
    private bool caseFailed;
    private bool caseMissing;
    private bool focusChosen;
    private bool gone;
    private int changes;
    private IDisposable? live;
    private Debouncer? refresh;
    private IJSObjectReference? script;
    private DotNetObjectReference<ApprovalDeskPage>? self;

    [SupplyParameterFromQuery(Name = "type")]
    private string? WantedType { get; set; }

    [SupplyParameterFromQuery(Name = "case")]
    private string? WantedCase { get; set; }

    /// <summary>Called by js/approval-desk.js: moves to the next (1) or previous (-1) case.</summary>
    [JSInvokable]
    public Task Move(int by)
    {
        if (queue is null || batch is not null || queue.Rows.Count == 0)
        {
            return Task.CompletedTask;
        }

        var at = IndexOf(chosen);
        var next = at < 0 ? 0 : Math.Clamp(at + Math.Sign(by), 0, queue.Rows.Count - 1);
        said = null;
        return ChooseAsync(queue.Rows[next].Key);
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        gone = true;
        live?.Dispose();
        refresh?.Dispose();
        try
        {
            if (script is not null)
            {
                await script.InvokeVoidAsync("detach");
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is disconnected; nothing to detach.
        }

        self?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var wanted = ListAddress.Named<QueueType>(WantedType) ?? QueueType.All;
        if (queue is null || wanted != type)
        {
            (type, seenCase, listed) = (wanted, WantedCase, ApprovalQueue.Step);
            ClearSelection();
            await LoadAsync();
            return;
        }

        if (WantedCase == seenCase)
        {
            return;
        }

        seenCase = WantedCase;
        var key = CaseKey.Parse(WantedCase);
        if (going.Remove(seenCase ?? ""))
        {
            // Our own navigation, possibly older than the last choice.
            if (key == chosen)
            {
                going.Clear();
            }
        }
        else if (key is not null && key != chosen)
        {
            (chosen, said) = (key, null);
            await ReadCaseAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            refresh = new Debouncer(Time, Pause, () => InvokeAsync(RefreshAsync));
            live = liveEvents.OnCaseChanged(() =>
            {
                refresh.Trigger();
                return Task.CompletedTask;
            });
            await AttachAsync();
        }

        if (focusChosen && script is not null)
        {
            focusChosen = false;
            await script.InvokeVoidAsync("focusChosen");
        }
    }

    private static string Address(QueueType type, CaseKey? key) =>
        "/defaults/approval-desk" + (type == QueueType.All
            ? key is null ? "" : "?case=" + key
            : $"?type={type.ToString().ToLowerInvariant()}" + (key is null ? "" : "&case=" + key));

    private async Task AttachAsync()
    {
        var module = await js.InvokeAsync<IJSObjectReference>("import", "/" + Assets["js/approval-desk.js"]);
        if (gone)
        {
            await module.DisposeAsync();
            return;
        }

        (script, self) = (module, DotNetObjectReference.Create(this));
        await script.InvokeVoidAsync("attach", self);
    }

    // Switch immediately, before the URL changes, so that the next key press applies to the new case.
    private async Task ChooseAsync(CaseKey key)
    {
        Point(key);
        StateHasChanged();
        await ReadCaseAsync();
        StateHasChanged();
    }

    private void Point(CaseKey? key)
    {
        (chosen, focusChosen) = (key, true);
        if (key is not null)
        {
            going.Add(key.Value.ToString());
        }

        Navigator.NavigateTo(Address(type, key), replace: true);
    }

    private async Task ReadCaseAsync()
    {
        var key = chosen;
        caseMissing = false;
        if (key is null)
        {
            file = null;
            return;
        }

        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var read = await key.Value.Kind.ReadAsync(db, key.Value.Id, Me, Time.GetUtcNow());
            if (key == chosen)
            {
                (file, caseMissing) = (read, read is null);
                changes++;
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "A case could not be read.");
            caseFailed = true;
        }
    }
}
