using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;

namespace WorkOrders.Defaults.ApprovalDesk;

/// <summary>The queue of pending cases: loaded once, updated live, decided cases are removed.</summary>
public sealed partial class ApprovalDeskPage
{
    private ApprovalQueue? queue;

    // How many of the oldest cases are listed; increases when the user asks for more.
    private int listed = ApprovalQueue.Step;

    private bool Failed => HasFailed || readingCase.HasFailed;

    private int Waiting => queue!.Rows.Count(r => r.Decided is null);

    private int IndexOf(CaseKey? key) => queue!.Rows.ToList().FindIndex(r => r.Key == key);

    private Task LoadAsync() => LoadAsync(CaseKey.Parse(WantedCase));

    private Task LoadAsync(CaseKey? wanted)
    {
        readingCase.Drop();
        return queue is null ? ReadOnceAsync(Address(type, wanted), ReadBothAsync, Take) : ReadAsync(ReadBothAsync, Take);

        async Task<QueueAndCase> ReadBothAsync(AppDb db, CancellationToken token)
        {
            var read = await ApprovalQueue.ReadAsync(db, type, listed, Me, token);
            var key = wanted ?? (read.Rows.Count > 0 ? read.Rows[0].Key : null);
            return new QueueAndCase(read, key, key is { } one ? await one.Kind.ReadAsync(db, one.Id, Me, Time.GetUtcNow(), token) : null);
        }

        void Take(QueueAndCase both)
        {
            (queue, chosen) = (both.Queue, both.Chosen);
            Show(both.File);
        }
    }

    private Task RefreshAsync() => queue is null || Failed ? Task.CompletedTask : ReloadAsync();

    // Keep the order of the rows: mark cases decided by colleagues and append new ones. If reading fails, keep the current rows.
    private Task<bool> ReloadAsync() => RefreshAsync(async (db, token) =>
    {
        var read = await ApprovalQueue.ReadAsync(db, type, listed, Me, token);
        var waiting = read.Rows.Select(r => r.Key).ToHashSet();
        return (Read: read, Decided: await ApprovalQueue.DecidedAsync(db, [.. queue!.Rows.Where(r => !waiting.Contains(r.Key)).Select(r => r.Key)], Me, token));
    }, anew => TakeAsync(anew.Read, anew.Decided));

    private async Task TakeAsync(ApprovalQueue read, Dictionary<CaseKey, DecidedBy> decided)
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
        listed += ApprovalQueue.Step;
        if (!await ReloadAsync())
        {
            listed -= ApprovalQueue.Step;
            (said, saidRefusal) = (L["待审核的申请没有读出来，可能是数据库或网络暂时不可用。"].Value, true);
        }
    }

    private async Task DecidedAsync(CaseDecided decided)
    {
        (said, saidRefusal) = (decided.In(L), decided.Outcome.IsRefused);
        await RemoveAsync([decided.Key]);
    }

    // Remove the decided cases and show the next pending one.
    private async Task RemoveAsync(HashSet<CaseKey> done)
    {
        Reading.Drop();
        var rows = queue!.Rows;
        var at = Math.Max(0, IndexOf(chosen));
        selection.ExceptWith(done);
        var next = rows.Skip(at).Concat(rows.Take(at).Reverse()).FirstOrDefault(r => !done.Contains(r.Key) && r.Decided is null);
        queue = queue.Without(done);
        if (next is not null)
        {
            await ChooseAsync(next.Key);
            return;
        }

        // End of the listed rows: load again, there may be more pending cases.
        (chosen, file) = (null, null);
        StateHasChanged();
        await LoadAsync(null);
        Point(chosen);
    }

    private sealed record QueueAndCase(ApprovalQueue Queue, CaseKey? Chosen, CaseFile? File);
}
