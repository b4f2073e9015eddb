using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Jobs.Running;

/// <summary>Lets one run of a job happen at a time over all nodes, by a lease in the database. Hangfire's own lock would stay for a node that died.</summary>
public sealed class JobTurns(IDbContextFactory<AppDb> factory, JobsOptions options, TimeProvider time, ILogger<JobTurns> log)
{
    /// <summary>
    /// Null when the job is paused, or when it runs already: then that run is repeated at its end. <paramref name="hangfireId"/>: a run that Hangfire
    /// gives to another node takes the lease of the dead one over at once. A job called during a run that did not come to its end is still wanted, also
    /// when it is paused: that call was by hand.
    /// </summary>
    public async Task<JobTurn?> TakeAsync(string job, string hangfireId, bool byHand, CancellationToken stop)
    {
        var dead = hangfireId + "/";
        var holder = dead + Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        while (true)
        {
            await using var db = await factory.CreateDbContextAsync(stop);
            var begun = time.GetTimestamp();
            var now = time.GetUtcNow();
            var until = now + options.Lease;
            var open = db.JobStates.Where(s => s.Job == job && (byHand || s.PausedAt == null || s.IsWantedAgain));
            if (await open.Where(s => s.HeldUntil == null || s.HeldUntil <= now || s.Holder!.StartsWith(dead)).ExecuteUpdateAsync(
                set => set.SetProperty(s => s.Holder, holder).SetProperty(s => s.HeldUntil, until).SetProperty(s => s.LastRunAt, now).SetProperty(s => s.IsWantedAgain, false), stop) == 1)
            {
                return new JobTurn(factory, options, time, log, job, holder, begun, stop);
            }

            if (await open.Where(s => s.HeldUntil > now).ExecuteUpdateAsync(set => set.SetProperty(s => s.IsWantedAgain, true), stop) == 1 || !await open.AnyAsync(stop))
            {
                return null;
            }
        }
    }

    /// <summary>Adds the rows of new jobs.</summary>
    public async Task PrepareAsync(IEnumerable<JobDefinition> jobs)
    {
        while (true)
        {
            await using var db = await factory.CreateDbContextAsync();
            var known = await db.JobStates.Select(s => s.Job).ToListAsync();
            db.AddRange(jobs.Where(j => !known.Contains(j.Name)).Select(j => new JobState(j.Name)));
            try
            {
                await db.SaveChangesAsync();
                return;
            }
            catch (DbUpdateException refused) when (refused.IsConstraintViolation())
            {
                // Another node that starts at the same time was faster: read again.
            }
        }
    }
}

/// <summary>The lease of one run, renewed in the background until it is disposed.</summary>
public sealed class JobTurn : IAsyncDisposable
{
    private readonly IDbContextFactory<AppDb> factory;
    private readonly JobsOptions options;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly string job;
    private readonly string holder;
    private readonly CancellationTokenSource lease;
    private readonly CancellationTokenSource over;
    private readonly CancellationTokenSource ended = new();
    private readonly Task renewing;
    private bool isGivenBack;

    internal JobTurn(IDbContextFactory<AppDb> factory, JobsOptions options, TimeProvider time, ILogger log, string job, string holder, long begun, CancellationToken stop)
    {
        (this.factory, this.options, this.time, this.log) = (factory, options, time, log);
        (this.job, this.holder) = (job, holder);
        lease = new CancellationTokenSource(LeftSince(begun), time);
        over = CancellationTokenSource.CreateLinkedTokenSource(stop, lease.Token);
        renewing = RenewAsync();
    }

    /// <summary>Cancelled when the node stops, when the lease was lost, and when it is over because it could not be renewed.</summary>
    public CancellationToken Over => over.Token;

    /// <summary>Who has the job after this turn lost it.</summary>
    public async Task<NextHolder> NextHolderAsync()
    {
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
        var next = await db.JobStates.Where(s => s.Job == job && s.Holder != holder && s.HeldUntil > now).Select(s => s.Holder).SingleOrDefaultAsync();
        if (next is null)
        {
            return NextHolder.Nobody;
        }

        return next.StartsWith(holder[..(holder.IndexOf('/') + 1)], StringComparison.Ordinal) ? NextHolder.SameRun : NextHolder.OtherRun;
    }

    /// <summary>Gives the job back. False when it was called during the run: it is still held and must run again.</summary>
    public async Task<bool> EndAsync()
    {
        await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
        var mine = db.JobStates.Where(s => s.Job == job && s.Holder == holder);
        isGivenBack = await GiveBackAsync(mine.Where(s => !s.IsWantedAgain)) == 1 || await mine.ExecuteUpdateAsync(set => set.SetProperty(s => s.IsWantedAgain, false)) == 0;
        return isGivenBack;
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewing;
        ended.Dispose();
        over.Dispose();
        lease.Dispose();
        if (!isGivenBack)
        {
            await ReleaseAsync();
        }
    }

    private static Task<int> GiveBackAsync(IQueryable<JobState> mine) =>
        mine.ExecuteUpdateAsync(set => set.SetProperty(s => s.Holder, (string?)null).SetProperty(s => s.HeldUntil, (DateTimeOffset?)null));

    private async Task ReleaseAsync()
    {
        try
        {
            await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
            await GiveBackAsync(db.JobStates.Where(s => s.Job == job && s.Holder == holder));
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogWarning(exception, "The job {Job} could not be given back; its lease lapses.", job);
        }
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(options.CheckIn / 2, time);
        using var last = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, lease.Token);
        try
        {
            while (await timer.WaitForNextTickAsync(last.Token))
            {
                await TryRenewAsync(last.Token);
            }
        }
        catch (OperationCanceledException)
        {
            if (!ended.IsCancellationRequested)
            {
                log.LogWarning("The lease of the job {Job} was lost; the run is cancelled.", job);
            }
        }
    }

    // Each try has a deadline, so that a connection that answers no more leaves time for another one.
    private async Task TryRenewAsync(CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(options.CheckIn / 2, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            var until = time.GetUtcNow() + options.Lease;
            await using var db = await factory.CreateDbContextAsync(either.Token);
            var mine = db.JobStates.Where(s => s.Job == job && s.Holder == holder);
            if (await mine.ExecuteUpdateAsync(set => set.SetProperty(s => s.HeldUntil, until), either.Token) == 1)
            {
                lease.CancelAfter(LeftSince(begun));
            }
            else
            {
                await lease.CancelAsync();
            }
        }
#pragma warning disable CA1031 // Whatever it is, the lease is over at its time unless a later try renews it.
        catch (Exception exception) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogWarning(exception, "The lease of the job {Job} could not be renewed.", job);
        }
    }

    private TimeSpan LeftSince(long begun)
    {
        var left = options.Lease - time.GetElapsedTime(begun);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}

/// <summary>Who has a job after a turn lost it.</summary>
public enum NextHolder
{
    Nobody,

    /// <summary>The same run, which Hangfire gave to another node.</summary>
    SameRun,

    OtherRun,
}
