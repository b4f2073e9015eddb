using Hangfire;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Jobs.Running;

/// <summary>Gives runs to Hangfire, on whichever node is free.</summary>
public sealed class JobQueue(JobList jobs, IBackgroundJobClientV2 hangfire, IDbContextFactory<AppDb> factory, TimeProvider time)
{
    /// <summary>The queue of the sweep and of jobs that take no more than seconds. Some workers take nothing else.</summary>
    public const string Short = "due";

    /// <summary>The queue of the other jobs.</summary>
    public const string Long = EnqueuedState.DefaultQueue;

    /// <summary>How far the sweep looks ahead. More than a minute, so that nothing becomes due between two sweeps unseen.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(90);

    // Hangfire cuts moments to the second, and a run takes a while from its schedule to a worker: it comes early and waits for its moment there.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(1);

    /// <param name="job">Name of the job.</param>
    /// <param name="byHand">Run also when the job is paused.</param>
    public void Enqueue(string job, bool byHand = false) =>
        hangfire.Enqueue<ScheduledJob>(QueueOf(job), run => run.RunAsync(job, byHand, null, null, CancellationToken.None));

    /// <summary>Runs the job at a moment, or at once when it is past. Leaves a moment that the sweep will see in time to the sweep.</summary>
    public async Task CallAsync(string job, DateTimeOffset at, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (at <= now)
        {
            Enqueue(job);
        }
        else if (at <= now + Ahead && await IsEarliestAsync(job, at, now, stop))
        {
            await ScheduleAsync(job, at, at - now > Early ? at - now - Early : TimeSpan.Zero);
        }
    }

    private string QueueOf(string job) => jobs.Find(job) is { IsLong: true } ? Long : Short;

    private async Task ScheduleAsync(string job, DateTimeOffset at, TimeSpan delay)
    {
        try
        {
            hangfire.Schedule<ScheduledJob>(QueueOf(job), run => run.RunAsync(job, false, at, null, CancellationToken.None), delay);
        }
        catch
        {
            // Nothing is in the schedule: the next call must not rely on it.
            await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
            await db.JobStates.Where(s => s.Job == job && s.NextAt == at)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.NextAt, (DateTimeOffset?)null), CancellationToken.None);
            throw;
        }
    }

    // A run looks for the next moment at its end, so only the earliest one must be in the schedule.
    private async Task<bool> IsEarliestAsync(string job, DateTimeOffset at, DateTimeOffset now, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.JobStates.Where(s => s.Job == job && (s.NextAt == null || s.NextAt <= now || s.NextAt > at))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.NextAt, at), stop) == 1;
    }
}
