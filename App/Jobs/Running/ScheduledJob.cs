using Hangfire;
using Hangfire.Server;

namespace WorkOrders.Jobs.Running;

/// <summary>The methods that Hangfire calls. Their names and arguments are stored in the database.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
public sealed class ScheduledJob(JobList jobs, JobTurns turns, JobRunner runner, JobSweep sweep, TimeProvider time)
{
    /// <summary>Runs a job of the list unless it is paused or runs already. Throws when it failed, so that the dashboard shows it.</summary>
    /// <param name="job">Name of the job.</param>
    /// <param name="byHand">Run also when the job is paused.</param>
    /// <param name="at">The moment to wait for; null for a run at once.</param>
    /// <param name="context">Set by Hangfire.</param>
    /// <param name="stop">Set by Hangfire: the node is stopping. The run is then given to another node.</param>
    [JobDisplayName("{0}")]
    public async Task RunAsync(string job, bool byHand, DateTimeOffset? at, PerformContext? context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (at - time.GetUtcNow() is { } early && early > TimeSpan.Zero)
        {
            // A timer may end a little before the time of the clock.
            await Task.Delay(early + TimeSpan.FromMilliseconds(5), time, stop);
        }

        if (jobs.Find(job) is { } definition && await RunAsync(definition, byHand, context, stop) is { } run)
        {
            await sweep.LookAfterAsync(definition, run, stop);
            if (run.Status == JobRunStatus.Failed)
            {
                // The text without the exception, which may contain personal numbers.
                throw new InvalidOperationException(run.Error);
            }
        }
    }

    [JobDisplayName("sweep")]
    public Task SweepAsync(CancellationToken stop) => sweep.RunAsync(stop);

    private async Task<JobRun?> RunAsync(JobDefinition job, bool byHand, PerformContext context, CancellationToken stop)
    {
        await using var turn = await turns.TakeAsync(job.Name, context.BackgroundJob.Id, byHand, stop);
        if (turn is null)
        {
            return null;
        }

        try
        {
            JobRun run;
            do
            {
                run = await runner.RunAsync(job, context.ServerId, turn.Over);
            }
            while (!await turn.EndAsync());
            return run;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested && turn.Over.IsCancellationRequested)
        {
            // Another node has the job now.
            return null;
        }
    }
}
