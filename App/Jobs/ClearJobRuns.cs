using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Jobs;

/// <summary>Deletes the records of job runs that are older than 30 days.</summary>
public sealed class ClearJobRuns(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow() - Kept;
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.JobRuns.Where(r => r.StartedAt < before).ExecuteDeleteAsync(stop);
    }
}
