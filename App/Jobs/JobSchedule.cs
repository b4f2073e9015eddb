using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs.Running;
using WorkOrders.Shared;

namespace WorkOrders.Jobs;

/// <summary>The job schedule for administrators, shared by all nodes. Their actions are recorded in 操作记录.</summary>
public sealed class JobSchedule(JobQueue queue, JobList jobs, IDbContextFactory<AppDb> factory, TimeProvider time)
{
    public async Task<IReadOnlyList<JobRow>> ReadAsync(CancellationToken cancellation = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var last = await db.JobRuns.AsNoTracking().Where(r => !db.Set<JobRun>().Any(later => later.Job == r.Job && later.Id > r.Id)).ToDictionaryAsync(r => r.Job, cancellation);
        var states = await db.JobStates.AsNoTracking().ToDictionaryAsync(s => s.Job, cancellation);
        return [.. jobs.Jobs.Select(job => new JobRow(job, states.GetValueOrDefault(job.Name), last.GetValueOrDefault(job.Name), time.GetUtcNow()))];
    }

    /// <summary>立即运行; also possible while the job is paused. When the job runs already, it runs once more after that.</summary>
    public async Task RunNowAsync(string job, CurrentUser me)
    {
        await using (var db = await factory.CreateDbContextAsync())
        {
            await RecordAsync(db, job, JobActions.RunNow, me);
        }

        queue.Enqueue(job, byHand: true);
    }

    /// <summary>暂停: a run in progress continues.</summary>
    public Task PauseAsync(string job, CurrentUser me) => ChangeAsync(job, state => state.Pause(time.GetUtcNow()), JobActions.Paused, me);

    public async Task ResumeAsync(string job, CurrentUser me)
    {
        await ChangeAsync(job, state => state.Resume(), JobActions.Resumed, me);
        if (jobs.Find(job)?.Plan == JobPlan.WhenDue)
        {
            // Work may have become due during the pause.
            queue.Enqueue(job);
        }
    }

    private async Task ChangeAsync(string job, Action<JobState> change, OperationAction action, CurrentUser me)
    {
        await using var db = await factory.CreateDbContextAsync();
        var state = await db.JobStates.FindAsync(job) ?? db.Add(new JobState(job)).Entity;
        change(state);
        await RecordAsync(db, job, action, me);
    }

    private async Task RecordAsync(AppDb db, string job, OperationAction action, CurrentUser me)
    {
        db.Add(OperationRecord.Of(me, time.GetUtcNow(), CommonSubjects.Setting, "Job:" + job, action));
        await db.SaveChangesAsync();
    }
}

/// <summary>One job on the page.</summary>
public sealed record JobRow(JobDefinition Job, JobState? State, JobRun? Last, DateTimeOffset Now)
{
    public bool IsPaused => State?.PausedAt is not null;

    public DateTimeOffset Next => State?.NextAt is { } next && next > Now && next < Job.Plan.Next(Now) ? next : Job.Plan.Next(Now);

    /// <summary>Includes runs without a record.</summary>
    public DateTimeOffset? LastRun => Last is null || State?.LastRunAt > Last.StartedAt ? State?.LastRunAt : Last.StartedAt;
}
