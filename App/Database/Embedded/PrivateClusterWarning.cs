namespace WorkOrders.Database.Embedded;

/// <summary>
/// Registered only where the private cluster serves outside Development: more often a forgotten connection string than a choice. The log says so at the start, and
/// each page to administrators.
/// </summary>
public sealed class PrivateClusterWarning(ILogger<PrivateClusterWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        logger.LogWarning("ConnectionStrings:Default is not set: the application uses its own database server on this machine");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
