using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Jobs.Running;

/// <summary>Lets one run of a job happen at a time over all nodes, by a lease in the database. Hangfire's own lock would stay for a node that died.</summary>
public sealed class JobTurns(IDbContextFactory<AppDb> factory, JobsOptions options, TimeProvider time, ILogger<JobTurns> log)
{
    /// <summary>
    /// Null when the job is paused, or when it runs already: then that run is repeated at its end. <paramref name="hangfireId"/>: a run that Hangfire
    /// gives to another node takes the lease of the dead one over at once.
    /// </summary>
    public async Task<JobTurn?> TakeAsync(string job, string hangfireId, bool byHand, CancellationToken stop)
    {
        var dead = hangfireId + "/";
        var holder = dead + Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        while (true)
        {
            await using var db = await factory.CreateDbContextAsync(stop);
            var now = time.GetUtcNow();
            var until = now + options.Lease;
            var open = db.JobStates.Where(s => s.Job == job && (byHand || s.PausedAt == null));
            if (await open.Where(s => s.HeldUntil == null || s.HeldUntil <= now || s.Holder!.StartsWith(dead)).ExecuteUpdateAsync(
                set => set.SetProperty(s => s.Holder, holder).SetProperty(s => s.HeldUntil, until).SetProperty(s => s.LastRunAt, now).SetProperty(s => s.IsWantedAgain, false), stop) == 1)
            {
                return new JobTurn(factory, options, time, log, job, holder, stop);
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
    private readonly CancellationTokenSource over;
    private readonly CancellationTokenSource ended = new();
    private readonly Task renewing;
    private bool isGivenBack;

    internal JobTurn(IDbContextFactory<AppDb> factory, JobsOptions options, TimeProvider time, ILogger log, string job, string holder, CancellationToken stop)
    {
        (this.factory, this.options, this.time, this.log) = (factory, options, time, log);
        (this.job, this.holder) = (job, holder);
        over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        renewing = RenewAsync();
    }

    /// <summary>Cancelled when the node stops, or when the lease was lost to another node.</summary>
    public CancellationToken Over => over.Token;

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
        var renewed = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
            {
                if (await IsRenewedAsync())
                {
                    renewed = time.GetTimestamp();
                }
                else if (time.GetElapsedTime(renewed) > options.Lease)
                {
                    log.LogWarning("The lease of the job {Job} was lost; the run is cancelled.", job);
                    await over.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    private async Task<bool> IsRenewedAsync()
    {
        try
        {
            var until = time.GetUtcNow() + options.Lease;
            await using var db = await factory.CreateDbContextAsync(ended.Token);
            return await db.JobStates.Where(s => s.Job == job && s.Holder == holder).ExecuteUpdateAsync(set => set.SetProperty(s => s.HeldUntil, until), ended.Token) == 1;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            return false;
        }
    }
}
