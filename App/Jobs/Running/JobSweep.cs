using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Jobs.Running;

/// <summary>
/// Looks each minute for work that is due or becomes due before the next sweep, and calls its jobs. This is the guarantee for every due job:
/// it also finds what a crash between commit and call left.
/// </summary>
public sealed class JobSweep(JobList jobs, JobQueue queue, IDbContextFactory<AppDb> factory, IServiceScopeFactory scopes, TimeProvider time, ILogger<JobSweep> log)
{
    public async Task RunAsync(CancellationToken stop)
    {
        List<string> paused;
        await using (var db = await factory.CreateDbContextAsync(stop))
        {
            paused = await db.JobStates.Where(s => s.PausedAt != null).Select(s => s.Job).ToListAsync(stop);
        }

        foreach (var job in jobs.Jobs.Where(j => j.Plan == JobPlan.WhenDue && !paused.Contains(j.Name)))
        {
            await LookAsync(job, stop);
        }
    }

    /// <summary>
    /// Calls the job for its next work after a run. Work that is still due after a run that changed nothing, or failed, waits for the next sweep.
    /// </summary>
    public Task LookAfterAsync(JobDefinition job, JobRun run, CancellationToken stop) =>
        job.Plan == JobPlan.WhenDue ? LookAsync(job, stop, again: run is { Status: JobRunStatus.Done, Rows: > 0 }) : Task.CompletedTask;

    private async Task LookAsync(JobDefinition job, CancellationToken stop, bool again = true)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var work = (IDueJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, job.Work);
            var now = time.GetUtcNow();
            if (await work.DueAsync(now + JobQueue.Ahead, stop) is { } due && (again || due > now))
            {
                await queue.CallAsync(job.Name, due, stop);
            }
        }
#pragma warning disable CA1031 // Job boundary: a job that can't tell what is due must not hold up the others.
        catch (Exception exception) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogError(exception, "Whether work of the job {Job} is due could not be read. The next sweep tries again.", job.Name);
        }
    }
}
