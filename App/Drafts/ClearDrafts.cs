using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.Drafts;

/// <summary>Deletes drafts that have not been changed for a long time, because they contain customer data. Their files are deleted one day later.</summary>
public sealed class ClearDrafts(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow() - Kept;
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.Drafts.Where(d => d.SavedAt < before).ExecuteDeleteAsync(stop);
    }
}
