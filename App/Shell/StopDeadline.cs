using Microsoft.Extensions.Options;

namespace WorkOrders.Shell;

/// <summary>
/// Ends the process when it doesn't stop in order within the host's time for stopping and <see cref="Grace"/>: the schedule of the jobs would
/// otherwise try for ever to tell a database that is gone.
/// </summary>
public sealed class StopDeadline : IDisposable
{
    /// <summary>For what comes after the host: the services are disposed.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenRegistration stopping;
    private readonly ITimer timer;

    public StopDeadline(IHostApplicationLifetime lifetime, IOptions<HostOptions> host, TimeProvider time, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(time);
        var patience = host.Value.ShutdownTimeout + Grace;
        timer = time.CreateTimer(_ => End(logs, patience), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        stopping = lifetime.ApplicationStopping.Register(() => timer.Change(patience, Timeout.InfiniteTimeSpan));
    }

    internal Action Exit { get; init; } = () => Environment.Exit(1);

    public void Dispose()
    {
        stopping.Dispose();
        timer.Dispose();
    }

    private void End(ILoggerFactory logs, TimeSpan patience)
    {
        logs.CreateLogger<StopDeadline>().LogCritical("The application did not stop within {Patience} and is ended. Jobs that ran are taken over by another node.", patience);

        // What is still on its way to the log would end with the process.
        logs.Dispose();
        Exit();
    }
}
