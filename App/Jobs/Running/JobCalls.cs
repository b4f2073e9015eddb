using System.Threading.Channels;

namespace WorkOrders.Jobs.Running;

/// <summary>Calls of jobs by committed changes of this node, waiting to be given to Hangfire. Lost when the process is killed: then the sweep finds the work.</summary>
public sealed class JobCalls
{
    private readonly Channel<JobCall> waiting = Channel.CreateUnbounded<JobCall>(new UnboundedChannelOptions { SingleReader = true });

    public void Add(JobCall call) => waiting.Writer.TryWrite(call);

    /// <summary>Waits for calls and returns the earliest of each job: its run looks for the later ones.</summary>
    public async Task<IReadOnlyList<JobCall>> TakeAsync(CancellationToken stop)
    {
        var calls = new List<JobCall> { await waiting.Reader.ReadAsync(stop) };
        while (waiting.Reader.TryRead(out var more))
        {
            calls.Add(more);
        }

        return [.. calls.GroupBy(c => c.Job).Select(job => job.MinBy(c => c.At)!)];
    }
}

/// <summary>Work of a job is due at a moment.</summary>
public sealed record JobCall(string Job, DateTimeOffset At);

/// <summary>Gives calls to Hangfire beside the user's action, so that no action waits for it or fails by it.</summary>
internal sealed class PassOnJobCalls(JobCalls calls, JobQueue queue, ILogger<PassOnJobCalls> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var call in await calls.TakeAsync(stoppingToken))
            {
                try
                {
                    await queue.CallAsync(call.Job, call.At, stoppingToken);
                }
#pragma warning disable CA1031 // Hangfire wraps what its storage throws, and the sweep is the guarantee.
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    log.LogWarning(exception, "The job {Job} could not be called; the sweep will call it.", call.Job);
                }
            }
        }
    }
}
