using Microsoft.Extensions.Options;

namespace WorkOrders.Shell;

/// <summary>
/// Ends the process when it doesn't shut down within the host's shutdown timeout plus <see cref="Grace"/>: a job
/// that waits for an unreachable database must not keep it alive.
/// </summary>
public sealed class StopDeadline : IDisposable
{
    /// <summary>Extra time for disposing the services after the host has stopped.</summary>
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
        logs.CreateLogger<StopDeadline>().LogCritical(
            "The application did not shut down within {Patience}; the process ends now. Other nodes take over its running jobs.", patience);

        // Flush the log before the process ends.
        logs.Dispose();
        Exit();
    }
}
