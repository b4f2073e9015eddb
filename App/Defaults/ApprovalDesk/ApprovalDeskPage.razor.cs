using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkOrders.Defaults.Cases;
using WorkOrders.Events;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.ApprovalDesk;

/// <summary>审批台. The type filter and the chosen case are in the URL. Live updates don't move the rows that are shown.</summary>
public sealed partial class ApprovalDeskPage(ScreenServices services, LiveEvents liveEvents, IJSRuntime js) : Screen(services), IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // Cases chosen here whose navigation has not completed yet.
    private readonly List<string> going = [];
    private readonly LatestResult readingCase = new();
    private QueueType type;
    private CaseKey? chosen;
    private CaseFile? file;
    private string? said;
    private string? seenCase;
    private bool saidRefusal;
    private bool caseMissing;
    private bool focusChosen;
    private int changes;
    private IDisposable? live;
    private Debouncer? refresh;
    private ApprovalDeskScript? script;

    [SupplyParameterFromQuery(Name = "type")]
    private string? WantedType { get; set; }

    [SupplyParameterFromQuery(Name = "case")]
    private string? WantedCase { get; set; }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        readingCase.Dispose();
        live?.Dispose();
        refresh?.Dispose();
        if (script is not null)
        {
            await script.DisposeAsync();
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        var wanted = ListAddress.Named<QueueType>(WantedType) ?? QueueType.All;
        if (queue is null || wanted != type)
        {
            (type, listed) = (wanted, ApprovalQueue.Step);
            seenCase = WantedCase;
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
            live = liveEvents.OnCaseChanged(
                () =>
                {
                    refresh.Trigger();
                    return Task.CompletedTask;
                },
                ReadAt);
            script = new ApprovalDeskScript(js, MoveAsync);
            await script.AttachAsync("/" + Assets["js/approval-desk.js"]);
        }

        if (focusChosen && script is { IsLoaded: true })
        {
            focusChosen = false;
            await script.FocusChosenAsync();
        }
    }

    private static string Address(QueueType type, CaseKey? key) =>
        ListAddress.Of("/defaults/approval-desk", ("type", type == QueueType.All ? null : type.ToString().ToLowerInvariant()), ("case", key?.ToString()));

    private Task MoveAsync(int by)
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

    private Task ReadCaseAsync()
    {
        caseMissing = false;
        return chosen is { } key
            ? ReadAsync((db, token) => key.Kind.ReadAsync(db, key.Id, Me, Time.GetUtcNow(), token), Show, readingCase)
            : Task.CompletedTask;
    }

    private void Show(CaseFile? read)
    {
        (file, caseMissing) = (read, read is null && chosen is not null);
        changes++;
    }
}
