using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Jobs;

/// <summary>Runs a job and keeps a record of the run. A failure is stored in the record; the next run starts as usual.</summary>
public sealed class JobRunner(IDbContextFactory<AppDb> factory, IServiceScopeFactory scopes, TimeProvider time, ILogger<JobRunner> log)
{
    /// <summary>
    /// Throws when the run is cancelled, or when its record can't be written: the scheduler repeats it. What the work throws is the result of the run.
    /// </summary>
    public async Task<JobRun> RunAsync(JobDefinition job, string node, CancellationToken stop)
    {
        var run = new JobRun(job.Name, node, time.GetUtcNow());
        if (!job.IsQuiet)
        {
            await BeginAsync(run, stop);
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var work = (IBackgroundJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, job.Work);
            run.Finish(await work.RunAsync(stop), time.GetUtcNow());
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            run.Cancel(time.GetUtcNow());
            throw;
        }
#pragma warning disable CA1031 // Job boundary: any exception is the result of the run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogError(exception, "The job {Job} failed.", job.Name);
            run.Fail(exception, time.GetUtcNow());
        }
        finally
        {
            await EndAsync(job, run);
        }

        return run;
    }

    // Runs of a job never overlap, so an open run belongs to a node that crashed.
    private async Task BeginAsync(JobRun run, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        await foreach (var dead in db.JobRuns.Where(r => r.Job == run.Job && r.Status == JobRunStatus.Running).AsAsyncEnumerable().WithCancellation(stop))
        {
            dead.Cancel(run.StartedAt);
        }

        db.Add(run);
        await db.SaveChangesAsync(stop);
    }

    private async Task EndAsync(JobDefinition job, JobRun run)
    {
        if (job.IsQuiet && run is { Status: JobRunStatus.Done, Rows: 0 } or { Status: JobRunStatus.Cancelled, Id: 0 })
        {
            return;
        }

        await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
        if (job.IsQuiet && run.Status == JobRunStatus.Failed && await StillFailsAsync(db, run))
        {
            return;
        }

        db.Update(run);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    // A quiet job that fails repeatedly with the same error has one record; its end time is the last failure.
    private static async Task<bool> StillFailsAsync(AppDb db, JobRun run)
    {
        var last = await db.JobRuns.Where(r => r.Job == run.Job).OrderByDescending(r => r.Id).FirstOrDefaultAsync();
        if (last is not { Status: JobRunStatus.Failed } || last.Error != run.Error || run.StartedAt - last.EndedAt > TimeSpan.FromMinutes(1))
        {
            return false;
        }

        last.FailAgain(run.EndedAt!.Value);
        await db.SaveChangesAsync();
        return true;
    }
}
