using Microsoft.EntityFrameworkCore;
using WorkOrders.Jobs;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>Deletes drafts that were not touched for so long: what was typed about a customer isn't kept for nobody. Their files go a day later.</summary>
public sealed class ClearDrafts(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow() - Kept;
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.FollowUpDrafts.Where(d => d.SavedAt < before).ExecuteDeleteAsync(stop);
    }
}
