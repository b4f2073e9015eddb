using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Jobs.Running;

/// <summary>
/// Looks each minute for work that is due or becomes due before the next sweep, and calls its jobs. This is the guarantee for every due job:
/// it also finds what a crash between commit and call left, and a job that was called during a run that never came to its end.
/// </summary>
public sealed class JobSweep(JobList jobs, JobQueue queue, IDbContextFactory<AppDb> factory, IServiceScopeFactory scopes, TimeProvider time, ILogger<JobSweep> log)
{
    // Doubled after each run in a row that left its work due. Beyond a minute the sweep is sooner.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private const int MostDoublings = 6;

    private readonly ConcurrentDictionary<string, int> inVain = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(stop);
        var states = await db.JobStates.Where(s => s.PausedAt != null || s.IsWantedAgain)
            .Select(s => new { s.Job, IsPaused = s.PausedAt != null, IsLeft = s.IsWantedAgain && (s.HeldUntil == null || s.HeldUntil <= now) })
            .ToDictionaryAsync(s => s.Job, stop);
        foreach (var job in jobs.Jobs)
        {
            var state = states.GetValueOrDefault(job.Name);
            if (state is { IsLeft: true })
            {
                queue.Enqueue(job.Name);
            }
            else if (job.Plan == JobPlan.WhenDue && state is not { IsPaused: true })
            {
                await LookAsync(job, stop);
            }
        }
    }

    /// <summary>Asks a due job for its next work and calls it for that.</summary>
    public Task LookAsync(string job, CancellationToken stop) =>
        jobs.Find(job) is { } known && known.Plan == JobPlan.WhenDue ? LookAsync(known, stop) : Task.CompletedTask;

    /// <summary>
    /// Calls a due job for its next work after a run. Work that is still due after a run that changed nothing, or failed, is tried again
    /// after a pause that grows.
    /// </summary>
    public Task LookAfterAsync(JobDefinition job, JobRun run, CancellationToken stop)
    {
        if (job.Plan != JobPlan.WhenDue)
        {
            return Task.CompletedTask;
        }

        if (run is not { Status: JobRunStatus.Done, Rows: > 0 })
        {
            return LookAsync(job, stop, isInVain: true);
        }

        inVain.TryRemove(job.Name, out _);
        return LookAsync(job, stop);
    }

    private async Task LookAsync(JobDefinition job, CancellationToken stop, bool isInVain = false)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var work = (IDueJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, job.Work);
            var now = time.GetUtcNow();
            var due = await work.DueAsync(DateTimeOffset.MinValue, now + JobQueue.Ahead, stop);
            if (isInVain && due <= now)
            {
                var again = now + NextPause(job.Name);
                var later = await work.DueAsync(now, now + JobQueue.Ahead, stop);
                due = later < again ? later : again;
            }
            else if (isInVain)
            {
                inVain.TryRemove(job.Name, out _);
            }

            if (due is { } at)
            {
                await queue.CallAsync(job.Name, at, stop);
            }
        }
#pragma warning disable CA1031 // Job boundary: a job that can't tell what is due must not hold up the others.
        catch (Exception exception) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogError(exception, "Whether work of the job {Job} is due could not be read. The next sweep tries again.", job.Name);
        }
    }

    private TimeSpan NextPause(string job) => FirstPause * Math.Pow(2, inVain.AddOrUpdate(job, 0, (_, times) => Math.Min(times + 1, MostDoublings)));
}
