using Microsoft.EntityFrameworkCore;
using Quartz;
using WorkOrders.Shared;

namespace WorkOrders.Jobs;

/// <summary>The schedule as the administrator sees and steers it, the same on every node. What he does is on record.</summary>
public sealed class JobSchedule(ISchedulerFactory schedulers, JobList jobs, IDbContextFactory<AppDb> factory, TimeProvider time)
{
    public async Task<IReadOnlyList<JobRow>> ReadAsync(CancellationToken cancellation = default)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var last = await db.JobRuns.AsNoTracking().Where(r => !db.JobRuns.Any(later => later.Job == r.Job && later.Id > r.Id)).ToDictionaryAsync(r => r.Job, cancellation);
        var rows = new List<JobRow>();
        foreach (var job in jobs.Jobs)
        {
            var trigger = await scheduler.GetTrigger(KeyOf(job.Name), cancellation);
            var state = await scheduler.GetTriggerState(KeyOf(job.Name), cancellation);
            rows.Add(new JobRow(job, state == TriggerState.Paused, trigger?.NextFireTimeUtc, trigger?.PreviousFireTimeUtc, last.GetValueOrDefault(job.Name)));
        }

        return rows;
    }

    /// <summary>立即运行, also while the job is paused.</summary>
    public async Task RunNowAsync(string job, CurrentUser me)
    {
        await (await schedulers.GetScheduler()).TriggerJob(new JobKey(job));
        await RecordAsync(job, "立即运行任务", me);
    }

    /// <summary>暂停: a run that has begun goes on to its end.</summary>
    public async Task PauseAsync(string job, CurrentUser me)
    {
        await (await schedulers.GetScheduler()).PauseTriggerGroups(GroupMatcher<TriggerKey>.GroupEquals(job));
        await RecordAsync(job, "暂停任务", me);
    }

    public async Task ResumeAsync(string job, CurrentUser me)
    {
        await (await schedulers.GetScheduler()).ResumeTriggerGroups(GroupMatcher<TriggerKey>.GroupEquals(job));
        await RecordAsync(job, "恢复任务", me);
    }

    private static TriggerKey KeyOf(string job) => new(job, job);

    private async Task RecordAsync(string job, string action, CurrentUser me)
    {
        await using var db = await factory.CreateDbContextAsync();
        db.Add(OperationRecord.Of(me, time.GetUtcNow(), OperationSubject.Setting, "Job:" + job, action));
        await db.SaveChangesAsync();
    }
}

/// <summary>One job of the page; <paramref name="LastFired"/> also counts the runs that left no record.</summary>
public sealed record JobRow(JobDefinition Job, bool IsPaused, DateTimeOffset? Next, DateTimeOffset? LastFired, JobRun? Last)
{
    public DateTimeOffset? LastRun => Last is null || LastFired > Last.StartedAt ? LastFired : Last.StartedAt;
}
