using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using WorkOrders.Events;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Bench;

/// <summary>审批台. The address is its state: which kind of cases, and the chosen one. What others submit or decide arrives by itself and moves nothing that one reads.</summary>
public sealed partial class BenchPage : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<CaseKey> selection = [];

    // Cases chosen here whose address is on its way.
    private readonly List<string> going = [];
    private BenchType type;
    private BenchQueue? queue;
    private CaseKey? chosen;
    private CaseFile? file;
    private IReadOnlyList<QueueRow> batchRows = [];
    private bool? batch;
    private string? said;
    private string? seenCase;
    private bool saidRefusal;
    private bool failed;
    private bool caseMissing;
    private bool focusChosen;
    private int changes;
    private int asked;
    private IDisposable? live;
    private Calm? calm;
    private IJSObjectReference? script;
    private DotNetObjectReference<BenchPage>? self;

    [SupplyParameterFromQuery(Name = "type")]
    private string? WantedType { get; set; }

    [SupplyParameterFromQuery(Name = "case")]
    private string? WantedCase { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private NavigationManager Navigator { get; set; } = null!;

    [Inject]
    private LiveEvents Live { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private ILogger<BenchPage> Log { get; set; } = null!;

    /// <summary>From js/bench.js: to the next (1) or previous (-1) case.</summary>
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
        live?.Dispose();
        calm?.Dispose();
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
            // The browser is gone, and the script with it.
        }

        self?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var wanted = Enum.TryParse<BenchType>(WantedType, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : BenchType.All;
        if (queue is null || wanted != type)
        {
            (type, seenCase) = (wanted, WantedCase);
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
            // Ours, and perhaps older than the last choice.
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
            calm = new Calm(Clock, Pause, () => InvokeAsync(RefreshAsync));
            live = Live.OnCaseChanged(() =>
            {
                calm.Ask();
                return Task.CompletedTask;
            });
            self = DotNetObjectReference.Create(this);
            script = await Js.InvokeAsync<IJSObjectReference>("import", "/" + Assets["js/bench.js"]);
            await script.InvokeVoidAsync("attach", self);
        }

        if (focusChosen && script is not null)
        {
            focusChosen = false;
            await script.InvokeVoidAsync("focusChosen");
        }
    }

    private static string Address(BenchType type, CaseKey? key) =>
        "/defaults/bench" + (type == BenchType.All ? key is null ? "" : "?case=" + key : $"?type={type.ToString().ToLowerInvariant()}" + (key is null ? "" : "&case=" + key));

    private int IndexOf(CaseKey? key) => queue!.Rows.ToList().FindIndex(r => r.Key == key);

    // At once, not when the address has changed: a key that is pressed meanwhile must not meet the case before.
    private async Task ChooseAsync(CaseKey key)
    {
        (chosen, focusChosen) = (key, true);
        going.Add(key.ToString());
        StateHasChanged();
        Navigator.NavigateTo(Address(type, key), replace: true);
        await ReadCaseAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        var question = ++asked;
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var read = await BenchQueue.ReadAsync(db, type, Me);
            if (question != asked)
            {
                return;
            }

            queue = read;
            chosen = CaseKey.Parse(WantedCase) ?? (queue.Rows.Count > 0 ? queue.Rows[0].Key : null);
            await ReadCaseAsync();
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "The queue could not be read.");
            failed = true;
        }
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
            var read = await CaseFile.ReadAsync(db, key.Value, Me, Clock.GetUtcNow());
            if (key == chosen)
            {
                (file, caseMissing) = (read, read is null);
                changes++;
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "A case could not be read.");
            failed = true;
        }
    }

    // Lines stay where they are: one that a colleague decided says so, new ones come below.
    private async Task RefreshAsync()
    {
        if (queue is null || failed)
        {
            return;
        }

        var question = asked;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var read = await BenchQueue.ReadAsync(db, type, Me);
            var waiting = read.Rows.Select(r => r.Key).ToHashSet();
            var decided = await BenchQueue.DecidedAsync(db, [.. queue.Rows.Where(r => !waiting.Contains(r.Key)).Select(r => r.Key)], Me);
            if (question != asked || queue is null)
            {
                return;
            }

            var kept = queue.Rows.Select(r => decided.TryGetValue(r.Key, out var by) ? r with { Decided = by } : r).ToList();
            var known = kept.Select(r => r.Key).ToHashSet();
            queue = read with { Rows = [.. kept, .. read.Rows.Where(r => !known.Contains(r.Key))] };
            selection.ExceptWith(decided.Keys);
            if (chosen is null && queue.Rows.Count > 0)
            {
                chosen = queue.Rows[0].Key;
                await ReadCaseAsync();
            }
            else if (chosen is { } key && decided.ContainsKey(key) && file?.Case.IsPending == true)
            {
                await ReadCaseAsync();
            }

            StateHasChanged();
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            // What can't be read now stays as it is shown; the next change tries again.
            Log.LogWarning(exception, "The queue could not be refreshed.");
        }
    }

    private async Task DecidedAsync(CaseDecided decided)
    {
        var name = file?.Customer.Name ?? "";
        (said, saidRefusal) = decided.Outcome.IsRefused
            ? (L[decided.Outcome.Reason, [.. decided.Outcome.Arguments]].Value, true)
            : (L[decided.Approved ? "已同意：{0}" : "已驳回：{0}", name].Value, false);
        await RemoveAsync([decided.Key]);
    }

    // What is decided leaves the list, and the next one that waits comes up.
    private async Task RemoveAsync(HashSet<CaseKey> gone)
    {
        asked++;
        var rows = queue!.Rows;
        var at = Math.Max(0, IndexOf(chosen));
        selection.ExceptWith(gone);
        var next = rows.Skip(at).Concat(rows.Take(at).Reverse()).FirstOrDefault(r => !gone.Contains(r.Key) && r.Decided is null);
        queue = queue with
        {
            Rows = [.. rows.Where(r => !gone.Contains(r.Key))],
            Applications = queue.Applications - gone.Count(k => !k.IsRenewal),
            Renewals = queue.Renewals - gone.Count(k => k.IsRenewal),
        };
        focusChosen = true;
        if (next is not null)
        {
            await ChooseAsync(next.Key);
        }
        else
        {
            await RestAsync();
        }
    }

    // The end of what was listed: perhaps there is more than the list takes.
    private async Task RestAsync()
    {
        (chosen, file) = (null, null);
        StateHasChanged();
        await using var db = await Factory.CreateDbContextAsync();
        queue = await BenchQueue.ReadAsync(db, type, Me);
        if (queue.Rows.Count > 0)
        {
            await ChooseAsync(queue.Rows[0].Key);
        }
        else
        {
            Navigator.NavigateTo(Address(type, null), replace: true);
        }
    }

    private void Tick(QueueRow row)
    {
        if (!selection.Remove(row.Key) && row.ApplicantId != Me.Id && row.Decided is null && selection.Count < Deciding.Most)
        {
            selection.Add(row.Key);
        }
    }

    private void ClearSelection()
    {
        selection.Clear();
        batch = null;
    }

    private void BeginBatch(bool approved) =>
        (batch, batchRows, said) = (approved, [.. queue!.Rows.Where(r => selection.Contains(r.Key))], null);

    private async Task EndBatchAsync(IReadOnlyCollection<CaseKey> decided)
    {
        batch = null;
        focusChosen = true;
        if (decided.Count > 0)
        {
            selection.Clear();
            await RemoveAsync([.. decided]);
        }
    }
}
