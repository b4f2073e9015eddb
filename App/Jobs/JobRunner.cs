using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Jobs;

/// <summary>Runs a job's work and keeps the record of the run. What went wrong is told by the record; the next run comes all the same.</summary>
public sealed class JobRunner(IDbContextFactory<AppDb> factory, IServiceScopeFactory scopes, TimeProvider time, ILogger<JobRunner> log)
{
    /// <summary>Throws only when the run was stopped from outside, so that the scheduler hands it to another node.</summary>
    public async Task RunAsync(JobDefinition job, string node, CancellationToken stop)
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
#pragma warning disable CA1031 // The edge of a job: any failure is its result.
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
    }

    // A run of this job that still stands open is of a node that died: no two run at once.
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

    // A job of every second that keeps failing in one way is told once, with the time until which it did.
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
