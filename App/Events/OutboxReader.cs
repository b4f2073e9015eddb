using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Events;

/// <summary>
/// Reads each new outbox row once. Ids are assigned before commit, so a missing id is queried again until its row appears
/// or until its transaction must have been rolled back.
/// </summary>
internal sealed class OutboxReader(TimeProvider time)
{
    private const int Batch = 1_000;
    private const int MostAwaited = 1_000;

    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMinutes(1);

    private readonly SortedDictionary<long, long> awaited = [];
    private long? last;

    /// <summary>Count of missing ids whose rows may still appear.</summary>
    public int Awaited => awaited.Count;

    /// <summary>Returns the rows since the last call. The first call only sets the start position.</summary>
    public async Task<IReadOnlyList<OutboxEvent>> ReadAsync(AppDb db, CancellationToken cancellation = default)
    {
        if (last is null)
        {
            // Open transactions may hold ids below the highest one.
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

        // Remove expired ids only after a successful query: while the database was unavailable, their rows could not be seen.
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
        // A server restart can skip thousands of ids that never appear.
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
