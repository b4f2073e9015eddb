using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Customers;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>
/// What the screens ask: the last snapshot at once, the core's present answer when it comes. Whoever opens the same person within
/// <see cref="LoanCoreOptions.FreshFor"/> shares one question. Callers have checked that the reader may see the person.
/// </summary>
public sealed class LoanCoreLookup(LoanCoreClient client, IDbContextFactory<AppDb> factory, IOptions<LoanCoreOptions> options, TimeProvider time)
{
    /// <summary>How many answers may lie about before expired ones are swept.</summary>
    private const int SweepAt = 200;

    /// <summary>A failure is told this long without asking again, unless a person does.</summary>
    private static readonly TimeSpan FailedFor = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<IdNumber, Asked> asked = new();

    /// <summary>The newest snapshot with the different one before it; asks nobody.</summary>
    public async Task<LoanCoreView> LastAsync(IdNumber id)
    {
        await using var db = await factory.CreateDbContextAsync();
        return ViewOf(await NewestAsync(db.LoanCoreSnapshots.AsNoTracking(), id), Outcome.Done);
    }

    /// <summary>The core's answer, or the last snapshot and why there is no newer one. <paramref name="again"/>: 重试, unless a question is under way.</summary>
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
            id,
            key => new Asked(() => FindAsync(key, again), time),
            (key, earlier) => earlier.IsUsable(now, again, options.Value.FreshFor) ? earlier : new Asked(() => FindAsync(key, again), time)).View;
    }

    // More than two: two nodes that asked at the same moment may both have stored the same.
    private static Task<List<LoanCoreSnapshot>> NewestAsync(IQueryable<LoanCoreSnapshot> snapshots, IdNumber id) =>
        snapshots.Where(s => s.IdNumber == id).OrderByDescending(s => s.Id).Take(4).ToListAsync();

    private static LoanCoreView ViewOf(List<LoanCoreSnapshot> newest, Outcome outcome)
    {
        var last = newest.FirstOrDefault();
        var before = newest.Find(s => s.Hash != last!.Hash);
        return new LoanCoreView(
            last is null ? null : LoanCoreAnswer.Read(last.Body), last?.SeenAt, before is null ? null : LoanCoreAnswer.Read(before.Body), before?.SeenAt, outcome);
    }

    private async Task<LoanCoreView> FindAsync(IdNumber id, bool again)
    {
        // Another node may just have asked.
        var last = await LastAsync(id);
        if (!again && last.SeenAt > time.GetUtcNow() - options.Value.FreshFor)
        {
            return last;
        }

        var reply = await client.AskAsync(new LoanCoreQuestion(id));
        if (reply.Answer is { } answer && !answer.IsAbout(id))
        {
            // Somebody else's contracts are neither kept nor shown.
            return last with { Outcome = Outcome.Refused("贷款核心回答的是另一个证件号（{0}），没有采用", answer.Person.IdNumber!.Masked) };
        }

        return reply.Answer is null ? last with { Outcome = reply.Outcome } : await KeepAsync(id, reply.Answer);
    }

    /// <summary>Snapshot and what it fills of our customer, in one save. Who loses a race against another save does it again over that.</summary>
    private async Task<LoanCoreView> KeepAsync(IdNumber id, LoanCoreAnswer answer)
    {
        const int mostRaces = 5;
        for (var race = 1; ; race++)
        {
            await using var db = await factory.CreateDbContextAsync();
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

            if (await db.Customers.OfCoreAsync(id, answer.Person) is { } customer)
            {
                customer.FillFrom(answer.Person, now);
            }

            try
            {
                await db.SaveChangesAsync();
                return ViewOf(newest, Outcome.Done);
            }
            catch (DbUpdateConcurrencyException) when (race < mostRaces)
            {
                // Somebody edited the customer meanwhile: look again what is still empty.
            }
        }
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

        /// <summary>Still under way; or, unless asked again, young and without an exception.</summary>
        public bool IsUsable(DateTimeOffset now, bool again, TimeSpan freshFor) =>
            !View.IsCompleted || (!again && View.IsCompletedSuccessfully && now - endedAt < (View.Result.Outcome.IsRefused ? FailedFor : freshFor));
    }
}
