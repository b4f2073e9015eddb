using System.Threading.Channels;

namespace WorkOrders.Jobs.Running;

/// <summary>Calls of jobs by committed changes of this node, waiting to be given to Hangfire. Lost when the process is killed: then the sweep finds the work.</summary>
public sealed class JobCalls
{
    private readonly Channel<JobCall> waiting = Channel.CreateUnbounded<JobCall>(new UnboundedChannelOptions { SingleReader = true });

    public void Add(JobCall call) => waiting.Writer.TryWrite(call);

    /// <summary>Takes no more calls: the node stops.</summary>
    public void Close() => waiting.Writer.TryComplete();

    /// <summary>Waits for calls and returns the earliest of each job: its run looks for the later ones. Empty when closed and all were taken.</summary>
    public async Task<IReadOnlyList<JobCall>> TakeAsync(CancellationToken stop)
    {
        await waiting.Reader.WaitToReadAsync(stop);
        var calls = new List<JobCall>();
        while (waiting.Reader.TryRead(out var call))
        {
            calls.Add(call);
        }

        return [.. calls.GroupBy(c => c.Job).Select(job => job.OrderBy(c => c.At).First())];
    }
}

/// <summary>Work of a job is due at a moment; null: at one that only the job can tell.</summary>
public sealed record JobCall(string Job, DateTimeOffset? At);

/// <summary>Gives calls to Hangfire beside the user's action, so that no action waits for it or fails by it.</summary>
internal sealed class PassOnJobCalls(JobCalls calls, JobQueue queue, JobSweep sweep, ILogger<PassOnJobCalls> log) : BackgroundService
{
    /// <summary>Passes on what was called before the stop, as long as the host waits. The rest is left to the sweep.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        calls.Close();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await calls.TakeAsync(stoppingToken) is { Count: > 0 } taken)
        {
            foreach (var call in taken)
            {
                await PassOnAsync(call, stoppingToken);
            }
        }
    }

    private async Task PassOnAsync(JobCall call, CancellationToken stop)
    {
        try
        {
            await (call.At is { } at ? queue.CallAsync(call.Job, at, stop) : sweep.LookAsync(call.Job, stop));
        }
#pragma warning disable CA1031 // Hangfire wraps what its storage throws, and the sweep is the guarantee.
        catch (Exception exception) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogWarning(exception, "The job {Job} could not be called; the sweep will call it.", call.Job);
        }
    }
}
