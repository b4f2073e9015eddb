using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Bench;

/// <summary>What waits: read at first, kept up to date, shortened by what is decided.</summary>
public sealed partial class BenchPage
{
    private BenchQueue? queue;

    // How many of the oldest are listed; grows when the reader asks for more.
    private int listed = BenchQueue.Step;

    // Of two answers only the one to the last question counts.
    private int asked;

    private int Waiting => queue!.Rows.Count(r => r.Decided is null);

    private int IndexOf(CaseKey? key) => queue!.Rows.ToList().FindIndex(r => r.Key == key);

    private Task LoadAsync() => LoadAsync(CaseKey.Parse(WantedCase));

    private async Task LoadAsync(CaseKey? wanted)
    {
        var question = ++asked;
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var read = await BenchQueue.ReadAsync(db, type, listed, Me);
            if (question != asked)
            {
                return;
            }

            queue = read;
            chosen = wanted ?? (queue.Rows.Count > 0 ? queue.Rows[0].Key : null);
            await ReadCaseAsync();
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "The queue could not be read.");
            failed = true;
        }
    }

    private Task RefreshAsync() => queue is null || failed ? Task.CompletedTask : ReadAnewAsync();

    // Lines stay where they are: one that a colleague decided says so, new ones come below. What can't be read stays as it is shown.
    private async Task<bool> ReadAnewAsync()
    {
        var question = asked;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var read = await BenchQueue.ReadAsync(db, type, listed, Me);
            var waiting = read.Rows.Select(r => r.Key).ToHashSet();
            var decided = await BenchQueue.DecidedAsync(db, [.. queue!.Rows.Where(r => !waiting.Contains(r.Key)).Select(r => r.Key)], Me);
            if (question == asked)
            {
                await TakeAsync(read, decided);
            }

            return true;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogWarning(exception, "The queue could not be refreshed.");
            return false;
        }
    }

    private async Task TakeAsync(BenchQueue read, Dictionary<CaseKey, DecidedBy> decided)
    {
        var kept = queue!.Rows.Select(r => decided.TryGetValue(r.Key, out var by) ? r with { Decided = by } : r).ToList();
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

    private async Task MoreAsync()
    {
        listed += BenchQueue.Step;
        if (!await ReadAnewAsync())
        {
            listed -= BenchQueue.Step;
            (said, saidRefusal) = (L["待审核的申请没有读出来，可能是数据库或网络暂时不可用。"].Value, true);
        }
    }

    private async Task DecidedAsync(CaseDecided decided)
    {
        (said, saidRefusal) = (decided.In(L), decided.Outcome.IsRefused);
        await RemoveAsync([decided.Key]);
    }

    // What is decided leaves the list, and the next one that waits comes up.
    private async Task RemoveAsync(HashSet<CaseKey> done)
    {
        asked++;
        var rows = queue!.Rows;
        var at = Math.Max(0, IndexOf(chosen));
        selection.ExceptWith(done);
        var next = rows.Skip(at).Concat(rows.Take(at).Reverse()).FirstOrDefault(r => !done.Contains(r.Key) && r.Decided is null);
        queue = queue with
        {
            Rows = [.. rows.Where(r => !done.Contains(r.Key))],
            Applications = queue.Applications - done.Count(k => !k.IsRenewal),
            Renewals = queue.Renewals - done.Count(k => k.IsRenewal),
        };
        if (next is not null)
        {
            await ChooseAsync(next.Key);
            return;
        }

        // The end of what was listed: perhaps there is more than the list takes.
        (chosen, file) = (null, null);
        StateHasChanged();
        await LoadAsync(null);
        Point(chosen);
    }
}
