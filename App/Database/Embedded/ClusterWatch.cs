using System.ComponentModel;
using Npgsql;

namespace WorkOrders.Database.Embedded;

/// <summary>
/// Restarts the private cluster when it can't serve new connections: a package upgrade replaced the server's files under it, or it has ended.
/// </summary>
internal sealed class ClusterWatch(EmbeddedPostgres cluster, TimeProvider time, ILogger<ClusterWatch> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await cluster.IsBrokenAsync() && await cluster.RestartIfBrokenAsync())
                {
                    logger.LogWarning("The database server of {Folder} was restarted: its files were replaced, or it had ended", cluster.DataDirectory);
                }
            }
            catch (Exception failure) when (
                failure is InvalidOperationException or DatabaseRefusedException or IOException or UnauthorizedAccessException
                    or Win32Exception or NpgsqlException)
            {
                // In the middle of an upgrade the programs are missing.
                logger.LogError(failure, "The database server of {Folder} is broken and could not be restarted; trying again", cluster.DataDirectory);
            }
        }
    }
}
