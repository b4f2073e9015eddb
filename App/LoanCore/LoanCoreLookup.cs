using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.LoanCore.Contracts;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>
/// Loan core data for pages: first the last snapshot, then the core's current answer. Queries for the same person within
/// <see cref="LoanCoreOptions.FreshFor"/> share one request. Callers must have checked that the user may see the person.
/// </summary>
public sealed class LoanCoreLookup(
    LoanCoreClient client, IDbContextFactory<AppDb> factory, IEnumerable<ILoanCoreReader> readers, IOptions<LoanCoreOptions> options, TimeProvider time)
{
    /// <summary>Number of cached answers at which expired ones are removed.</summary>
    private const int SweepAt = 200;

    private const int Tries = 5;

    /// <summary>How long a failure is cached, unless the user retries.</summary>
    private static readonly TimeSpan FailedFor = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<IdNumber, Asked> asked = new();

    /// <summary>The newest snapshot and the previous different one, without a query to the core.</summary>
    public async Task<LoanCoreView> LastAsync(IdNumber id, CancellationToken token = default)
    {
        await using var db = await factory.CreateDbContextAsync(token);
        return ViewOf(await NewestAsync(db.LoanCoreSnapshots.AsNoTracking(), id.Key, token), Outcome.Done);
    }

    /// <summary>The core's answer, or the last snapshot and the error. <paramref name="again"/>: 重试, ignored while a query is running.</summary>
    public Task<LoanCoreView> AskAsync(IdNumber id, bool again = false)
    {
        var now = time.GetUtcNow();
        if (asked.Count >= SweepAt)
        {
            foreach (var (key, old) in asked.Where(a => !a.Value.IsUsable(now, again: false, options.Value.FreshFor)).ToList())
            {
                asked.TryRemove(KeyValuePair.Create(key, old));
            }
        }

        return asked.AddOrUpdate(
            id.Key,
            key => new Asked(() => FindAsync(key, again), time),
            (key, earlier) => earlier.IsUsable(now, again, options.Value.FreshFor) ? earlier : new Asked(() => FindAsync(key, again), time)).View;
    }

    // Take more than two: two concurrent nodes may have stored the same answer.
    private static Task<List<LoanCoreSnapshot>> NewestAsync(IQueryable<LoanCoreSnapshot> snapshots, IdNumber id, CancellationToken token = default) =>
        snapshots.Where(s => s.IdNumber == id).OrderByDescending(s => s.Id).Take(4).ToListAsync(token);

    private static LoanCoreView ViewOf(List<LoanCoreSnapshot> newest, Outcome outcome)
    {
        var last = newest.FirstOrDefault();
        var before = newest.Find(s => s.Hash != last!.Hash);
        return new LoanCoreView(
            last is null ? null : LoanCoreAnswer.Read(last.Body), last?.SeenAt, before is null ? null : LoanCoreAnswer.Read(before.Body), before?.SeenAt, outcome);
    }

    private async Task<LoanCoreView> FindAsync(IdNumber id, bool again)
    {
        // Another node may have just queried the core.
        var last = await LastAsync(id);
        if (!again && last.SeenAt > time.GetUtcNow() - options.Value.FreshFor)
        {
            return last;
        }

        var reply = await client.AskAsync(new LoanCoreQuestion(id));
        if (reply.Answer is { } answer && !answer.IsAbout(id))
        {
            // Another person's contracts are neither stored nor shown.
            return last with { Outcome = Outcome.Refused("贷款核心回答的是另一个证件号（{0}），没有采用", answer.Person.IdNumber!.Masked) };
        }

        return reply.Answer is null ? last with { Outcome = reply.Outcome } : await KeepAsync(id, reply.Answer);
    }

    /// <summary>Saves the snapshot and the readers' changes in one transaction. If another user edited the customer meanwhile, asks again which fields are empty.</summary>
    private Task<LoanCoreView> KeepAsync(IdNumber id, LoanCoreAnswer answer) => factory.RetryOnConflictAsync(db => KeepAsync(db, id, answer), Tries);

    private async Task<LoanCoreView> KeepAsync(AppDb db, IdNumber id, LoanCoreAnswer answer)
    {
        var newest = await NewestAsync(db.LoanCoreSnapshots, id);
        var now = time.GetUtcNow();
        if (newest.FirstOrDefault()?.Hash == answer.Hash)
        {
            newest[0].Confirm(now);
        }
        else
        {
            newest.Insert(0, new LoanCoreSnapshot(id, answer, now));
            db.Add(newest[0]);
        }

        foreach (var reader in readers)
        {
            await reader.ReadAsync(db, id, answer.Person, now);
        }

        await db.SaveChangesAsync();
        return ViewOf(newest, Outcome.Done);
    }

    private sealed class Asked
    {
        private readonly Lazy<Task<LoanCoreView>> view;
        private DateTimeOffset endedAt;

        public Asked(Func<Task<LoanCoreView>> find, TimeProvider time) => view = new Lazy<Task<LoanCoreView>>(async () =>
        {
            var found = await find();
            endedAt = time.GetUtcNow();
            return found;
        });

        public Task<LoanCoreView> View => view.Value;

        /// <summary>True while the query is running, or while its successful result is not expired (except for a retry).</summary>
        public bool IsUsable(DateTimeOffset now, bool again, TimeSpan freshFor) =>
            !View.IsCompleted || (!again && View.IsCompletedSuccessfully && now - endedAt < (View.Result.Outcome.IsRefused ? FailedFor : freshFor));
    }
}
