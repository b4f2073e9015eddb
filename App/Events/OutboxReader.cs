using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Events;

/// <summary>
/// Reads each new row of the outbox once. Rows get their number before they commit, so a number that was skipped is asked for
/// again until its row comes or so much time has passed that its transaction must have been rolled back.
/// </summary>
internal sealed class OutboxReader(TimeProvider time)
{
    private const int Batch = 1_000;
    private const int MostAwaited = 1_000;

    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMinutes(1);

    private readonly SortedDictionary<long, long> awaited = [];
    private long? last;

    /// <summary>Numbers whose rows may still come.</summary>
    public int Awaited => awaited.Count;

    /// <summary>What is new since the last call; the first call only notes where the table stands.</summary>
    public async Task<IReadOnlyList<OutboxEvent>> ReadAsync(AppDb db, CancellationToken cancellation = default)
    {
        if (last is null)
        {
            // Transactions that are under way now may hold numbers below the highest.
            last = Math.Max(0, (await db.OutboxEvents.MaxAsync(e => (long?)e.Id, cancellation) ?? 0) - Batch);
            await NewAsync(db, cancellation);
            return [];
        }

        return [.. await LateAsync(db, cancellation), .. await NewAsync(db, cancellation)];
    }

    private async Task<List<OutboxEvent>> LateAsync(AppDb db, CancellationToken cancellation)
    {
        if (awaited.Count == 0)
        {
            return [];
        }

        var ids = awaited.Keys.ToList();
        var late = await db.OutboxEvents.AsNoTracking().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Id).ToListAsync(cancellation);
        late.ForEach(row => awaited.Remove(row.Id));

        // Only now: while the database was away nobody could look.
        foreach (var (id, _) in awaited.Where(a => time.GetElapsedTime(a.Value) > LongestTransaction).ToList())
        {
            awaited.Remove(id);
        }

        return late;
    }

    private async Task<List<OutboxEvent>> NewAsync(AppDb db, CancellationToken cancellation)
    {
        var all = new List<OutboxEvent>();
        for (var full = true; full;)
        {
            var rows = await db.OutboxEvents.AsNoTracking().Where(e => e.Id > last).OrderBy(e => e.Id).Take(Batch).ToListAsync(cancellation);
            rows.ForEach(Note);
            all.AddRange(rows);
            full = rows.Count == Batch;
        }

        return all;
    }

    private void Note(OutboxEvent row)
    {
        // A server that was stopped may leave a gap of thousands, of which nothing comes.
        for (var skipped = Math.Max(last!.Value + 1, row.Id - MostAwaited); skipped < row.Id; skipped++)
        {
            awaited[skipped] = time.GetTimestamp();
        }

        while (awaited.Count > MostAwaited)
        {
            awaited.Remove(awaited.Keys.First());
        }

        last = row.Id;
    }
}
