using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Shared;

namespace WorkOrders.LookUps;

/// <summary>
/// Counts look-ups per person and puts them on record, over pages, circuits, exports and nodes. Whoever compares a typed telephone or ID number with our
/// records asks here first. Has its own connection: a look-up stays on record whatever happens to the caller's transaction.
/// </summary>
public sealed class LookUpCounter(
    IDbContextFactory<AppDb> factory, LookUpKey key, IHttpContextAccessor http, IOptions<LookUpOptions> options, TimeProvider time)
{
    /// <summary>How long a look-up waits for the same person's on another node; then it is a failure of the database.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // One person's look-ups on this node wait here, without a connection. One small object per person who ever looked up.
    private readonly ConcurrentDictionary<int, SemaphoreSlim> gates = new();

    /// <summary>Runs <paramref name="read"/> unless the person has reached a limit; the answer is null then. Nothing is counted without a typed number.</summary>
    /// <param name="place">Where the numbers were typed.</param>
    /// <param name="me">Who asks.</param>
    /// <param name="typed">The complete numbers that are compared; each counts by itself.</param>
    /// <param name="read">The queries that compare them.</param>
    /// <param name="hasFound">Whether the answer confirms the numbers, all of them.</param>
    /// <param name="cancellation">Cancels the queries.</param>
    public Task<(LookUp LookUp, T? Answer)> AskAsync<T>(
        LookUpPlace place, CurrentUser me, IEnumerable<Sensitive?> typed, Func<Task<T>> read, Func<T, bool> hasFound, CancellationToken cancellation = default)
        where T : class => AskAsync(place, me, typed, read, (answer, _) => hasFound(answer), cancellation);

    /// <summary>As above; <paramref name="hasFound"/> tells for each number, given in comparison form, whether the answer confirms it.</summary>
    public async Task<(LookUp LookUp, T? Answer)> AskAsync<T>(
        LookUpPlace place, CurrentUser me, IEnumerable<Sensitive?> typed, Func<Task<T>> read, Func<T, Sensitive, bool> hasFound, CancellationToken cancellation = default)
        where T : class
    {
        var lookUp = await TakeAsync(place, me, typed, cancellation);
        if (lookUp.Outcome.IsRefused)
        {
            return (lookUp, null);
        }

        var answer = await read();
        await NoteAsync(lookUp, number => number is not null && hasFound(answer, number));
        return (lookUp, answer);
    }

    /// <summary>Counts the numbers before they are compared; check the outcome. For a caller that can't use <c>AskAsync</c>.</summary>
    public Task<LookUp> TakeAsync(LookUpPlace place, CurrentUser me, IEnumerable<Sensitive?> typed, CancellationToken cancellation = default) =>
        TakeAsync(place, me, [.. ValuesOf(typed)], time.GetUtcNow() - options.Value.SameFor, cancellation);

    /// <summary>Counts the numbers of an order that is saved. One that this person looked up today is not counted again: a long call asks nothing new.</summary>
    public Task<LookUp> TakeSavedAsync(LookUpPlace place, CurrentUser me, IEnumerable<Sensitive?> typed, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var (today, recently) = (BusinessTime.StartOf(BusinessTime.DayOf(now)), now - options.Value.SameFor);
        return TakeAsync(place, me, [.. ValuesOf(typed)], today < recently ? today : recently, cancellation);
    }

    /// <summary>An import counts as one look-up, whatever its rows.</summary>
    public Task<LookUp> TakeImportAsync(string fileName, CurrentUser me, CancellationToken cancellation = default) =>
        TakeAsync(LookUpPlace.Import, me, [LookedUpValue.OfFile(fileName)], time.GetUtcNow(), cancellation);

    /// <summary>Puts the answer on record. Without it the row says that nobody can tell.</summary>
    public Task NoteAsync(LookUp lookUp, bool hasFound) => NoteAsync(lookUp, _ => hasFound);

    // Not cancelled: the answer is known by now. A number that was found stays found.
    private async Task NoteAsync(LookUp lookUp, Func<Sensitive?, bool> hasFound)
    {
        ArgumentNullException.ThrowIfNull(lookUp);
        var noted = lookUp.NotFoundYet.ToLookup(one => hasFound(one.Number));
        await NoteAsync([.. noted[true].Select(one => one.Id)], found: true);
        await NoteAsync([.. noted[false].Where(one => !one.IsKnown).Select(one => one.Id)], found: false);
    }

    private async Task NoteAsync(List<long> ids, bool found)
    {
        if (ids.Count > 0)
        {
            await using var db = await factory.CreateDbContextAsync();
            await db.LookUps.Where(l => ids.Contains(l.Id) && (found || l.Found == null)).ExecuteUpdateAsync(set => set.SetProperty(l => l.Found, (bool?)found));
        }
    }

    private IEnumerable<LookedUpValue> ValuesOf(IEnumerable<Sensitive?> typed) => typed.OfType<Sensitive>().Select(key.ValueOf).DistinctBy(value => value.Hash);

    private async Task<LookUp> TakeAsync(LookUpPlace place, CurrentUser me, List<LookedUpValue> values, DateTimeOffset sameSince, CancellationToken cancellation)
    {
        if (values.Count == 0)
        {
            return LookUp.Nothing;
        }

        var gate = gates.GetOrAdd(me.Id, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellation);
        try
        {
            await using var db = await factory.CreateDbContextAsync(cancellation);
            var notFoundYet = new List<OpenLookUp>();
            foreach (var value in values)
            {
                var one = await TakeAsync(db, place, me, value, sameSince, cancellation);
                if (one.Outcome.IsRefused)
                {
                    return one;
                }

                notFoundYet.AddRange(one.NotFoundYet);
            }

            return LookUp.Allowed(notFoundYet);
        }
        finally
        {
            gate.Release();
        }
    }

    // One statement where nothing new is counted: a number read again (paging, F5, the circuit after prerendering), and every further refusal.
    private async Task<LookUp> TakeAsync(AppDb db, LookUpPlace place, CurrentUser me, LookedUpValue value, DateTimeOffset sameSince, CancellationToken cancellation)
    {
        var seen = await SeenAsync(db, me, value, sameSince, cancellation);
        if (seen.Repeated is { } repeated)
        {
            return repeated;
        }

        if (seen.Reached is { } reached && await AddTryAsync(db, me, reached, seen.At, cancellation))
        {
            return reached;
        }

        // Only one look-up of a person at a time counts and inserts, so that parallel ones on several nodes can't pass the limit together.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await NameLock.HoldAsync(db, "look-up", me.Id.ToString(CultureInfo.InvariantCulture), Patience, cancellation);
        seen = await SeenAsync(db, me, value, sameSince, cancellation);
        if (seen.Repeated is { } meanwhile)
        {
            return meanwhile;
        }

        if (seen.Reached is null || !await AddTryAsync(db, me, seen.Reached, seen.At, cancellation))
        {
            var record = new LookUpRecord(place, value, me, ClientAddress.TextOf(http), seen.At, seen.Reached?.Until);
            db.Add(record);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return seen.Reached ?? LookUp.Allowed([new OpenLookUp(record.Id, value.Number, IsKnown: false)]);
        }

        await transaction.CommitAsync(cancellation);
        return seen.Reached;
    }

    private static async Task<bool> AddTryAsync(AppDb db, CurrentUser me, LookUp reached, DateTimeOffset now, CancellationToken cancellation) =>
        now - LookUpLimits.OneRefusal is var since
        && await db.LookUps.Where(l => l.UserId == me.Id && l.At > since && l.RefusedUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Tries, l => l.Tries + 1).SetProperty(l => l.RefusedUntil, reached.Until), cancellation) > 0;

    private async Task<Seen> SeenAsync(AppDb db, CurrentUser me, LookedUpValue value, DateTimeOffset sameSince, CancellationToken cancellation)
    {
        var (now, limits) = (time.GetUtcNow(), options.Value);
        var mine = db.LookUps.AsNoTracking().Where(l => l.UserId == me.Id && l.RefusedUntil == null);
        var newest = mine.OrderByDescending(l => l.At);
        var found = Rows(newest.Skip(limits.PerMinute - 1), Which.OfMinute).Concat(Rows(newest.Skip(limits.PerDay - 1), Which.OfDay));
        if (value.Hash is { } hash)
        {
            found = found.Concat(Rows(mine.Where(l => l.Hash == hash && l.At > sameSince).OrderByDescending(l => l.At), Which.Repeated));
        }

        var rows = await found.ToListAsync(cancellation);
        var repeated = rows.Find(r => r.Which == Which.Repeated);
        return new Seen(
            now,
            repeated is null ? null : LookUp.Allowed(repeated.Found == true ? [] : [new OpenLookUp(repeated.Id, value.Number, repeated.Found is not null)]),
            LookUpLimits.Reached(limits, At(Which.OfMinute), At(Which.OfDay), now));

        DateTimeOffset? At(Which which) => rows.Find(r => r.Which == which)?.At;
    }

    private static IQueryable<Row> Rows(IQueryable<LookUpRecord> records, Which which) =>
        records.Take(1).Select(l => new Row { Which = which, Id = l.Id, At = l.At, Found = l.Found });

    private enum Which
    {
        OfMinute,
        OfDay,
        Repeated,
    }

    private sealed record Seen(DateTimeOffset At, LookUp? Repeated, LookUp? Reached);

    private sealed record Row
    {
        public Which Which { get; init; }

        public long Id { get; init; }

        public DateTimeOffset At { get; init; }

        public bool? Found { get; init; }
    }
}
