using Quartz;

namespace WorkOrders.Jobs;

/// <summary>Quartz job that runs the job of its name, never concurrently in the cluster.</summary>
[DisallowConcurrentExecution]
public sealed class ScheduledJob(JobList jobs, JobRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (jobs.Find(context.JobDetail.Key.Name) is { } job)
        {
            await runner.RunAsync(job, context.Scheduler.SchedulerInstanceId, cancellationToken);
        }
    }
}
