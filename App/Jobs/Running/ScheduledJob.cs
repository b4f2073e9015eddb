using Hangfire;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;

namespace WorkOrders.Jobs.Running;

/// <summary>
/// The methods that Hangfire calls. Their names and arguments are stored in the database. What they throw is tried again, on whichever node is
/// free, unless the run itself failed and that is on record.
/// </summary>
[DeleteRecordedFailure]
[AutomaticRetry(Attempts = 5, DelaysInSeconds = [2, 10, 30, 60, 300], OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
public sealed class ScheduledJob(JobList jobs, JobTurns turns, JobRunner runner, JobSweep sweep, TimeProvider time, ILogger<ScheduledJob> log)
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

        // A job of a newer version: another node may know it.
        var definition = jobs.Find(job) ?? throw new InvalidOperationException($"This version of the application has no job {job}.");
        if (at - time.GetUtcNow() is { } early && early > TimeSpan.Zero)
        {
            // A timer may end a little before the time of the clock.
            await Task.Delay(early + TimeSpan.FromMilliseconds(5), time, stop);
        }

        if (await RunMaskedAsync(definition, byHand, context, stop) is { } run)
        {
            await sweep.LookAfterAsync(definition, run, stop);
            if (run.Status == JobRunStatus.Failed)
            {
                throw new RecordedFailureException(run.Error!);
            }
        }
    }

    [JobDisplayName("sweep")]
    public Task SweepAsync(CancellationToken stop) => sweep.RunAsync(stop);

    // Hangfire keeps the text of an exception, which may contain personal numbers.
    private async Task<JobRun?> RunMaskedAsync(JobDefinition job, bool byHand, PerformContext context, CancellationToken stop)
    {
        string problem;
        try
        {
            return await RunAsync(job, byHand, context, stop);
        }
#pragma warning disable CA1031 // Job boundary: whatever went wrong around the run, it is tried again.
        catch (Exception exception) when (exception is not JobAbortedException && !(exception is OperationCanceledException && stop.IsCancellationRequested))
#pragma warning restore CA1031
        {
            log.LogWarning(exception, "A run of the job {Job} did not come to its end and is tried again.", job.Name);
            problem = JobRun.TextOf(exception);
        }

        throw new InvalidOperationException(problem);
    }

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
            // The lease was lost.
        }

        return await turn.NextHolderAsync() switch
        {
            NextHolder.Nobody => throw new TimeoutException("The lease was lost, and nobody else has the job."),

            // Hangfire gave this run to another node. Ending it here would end it there.
            NextHolder.SameRun => throw new JobAbortedException(),
            _ => null,
        };
    }
}

/// <summary>Deletes a run whose failure is on record. Hangfire would keep it for ever.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DeleteRecordedFailureAttribute : JobFilterAttribute, IElectStateFilter
{
    public void OnStateElection(ElectStateContext context)
    {
        if (context.CandidateState is FailedState { Exception: RecordedFailureException failure })
        {
            context.CandidateState = new DeletedState(new ExceptionInfo(failure)) { Reason = failure.Message };
        }
    }
}

/// <summary>The run ended with an error that is in its record. <paramref name="error"/> is masked.</summary>
internal sealed class RecordedFailureException(string error) : Exception(error);
