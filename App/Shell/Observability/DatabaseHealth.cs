using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WorkOrders.Database;
using WorkOrders.Database.Sql;

namespace WorkOrders.Shell.Observability;

/// <summary>Readiness check: the database can be reached. Degraded, and still ready, when its readers wait for writers.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<AppDb> factory) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (!await db.Database.CanConnectAsync(cancellationToken))
        {
            return HealthCheckResult.Unhealthy();
        }

        return await SnapshotReads.AreOnAsync(db, cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("READ_COMMITTED_SNAPSHOT is off: readers wait for writers. The log of the start has the command that turns it on.");
    }
}
