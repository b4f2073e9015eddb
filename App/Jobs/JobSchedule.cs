using Microsoft.EntityFrameworkCore;
using Quartz;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Jobs;

/// <summary>The job schedule for administrators, shared by all nodes. Their actions are recorded in 操作记录.</summary>
public sealed class JobSchedule(ISchedulerFactory schedulers, JobList jobs, IDbContextFactory<AppDb> factory, TimeProvider time)
{
    public async Task<IReadOnlyList<JobRow>> ReadAsync(CancellationToken cancellation = default)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var last = await db.JobRuns.AsNoTracking().Where(r => !db.Set<JobRun>().Any(later => later.Job == r.Job && later.Id > r.Id)).ToDictionaryAsync(r => r.Job, cancellation);
        var rows = new List<JobRow>();
        foreach (var job in jobs.Jobs)
        {
            var trigger = await scheduler.GetTrigger(KeyOf(job.Name), cancellation);
            var state = await scheduler.GetTriggerState(KeyOf(job.Name), cancellation);
            rows.Add(new JobRow(job, state == TriggerState.Paused, trigger?.NextFireTimeUtc, trigger?.PreviousFireTimeUtc, last.GetValueOrDefault(job.Name)));
        }

        return rows;
    }

    /// <summary>立即运行; also possible while the job is paused.</summary>
    public async Task RunNowAsync(string job, CurrentUser me)
    {
        await (await schedulers.GetScheduler()).TriggerJob(new JobKey(job));
        await RecordAsync(job, JobActions.RunNow, me);
    }

    /// <summary>暂停: a run in progress continues.</summary>
    public async Task PauseAsync(string job, CurrentUser me)
    {
        await (await schedulers.GetScheduler()).PauseTriggerGroups(GroupMatcher<TriggerKey>.GroupEquals(job));
        await RecordAsync(job, JobActions.Paused, me);
    }

    public async Task ResumeAsync(string job, CurrentUser me)
    {
        await (await schedulers.GetScheduler()).ResumeTriggerGroups(GroupMatcher<TriggerKey>.GroupEquals(job));
        await RecordAsync(job, JobActions.Resumed, me);
    }

    private static TriggerKey KeyOf(string job) => new(job, job);

    private async Task RecordAsync(string job, OperationAction action, CurrentUser me)
    {
        await using var db = await factory.CreateDbContextAsync();
        db.Add(OperationRecord.Of(me, time.GetUtcNow(), CommonSubjects.Setting, "Job:" + job, action));
        await db.SaveChangesAsync();
    }
}

/// <summary>One job on the page; <paramref name="LastFired"/> includes runs without a record.</summary>
public sealed record JobRow(JobDefinition Job, bool IsPaused, DateTimeOffset? Next, DateTimeOffset? LastFired, JobRun? Last)
{
    public DateTimeOffset? LastRun => Last is null || LastFired > Last.StartedAt ? LastFired : Last.StartedAt;
}
