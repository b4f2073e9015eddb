using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.LookUps;

/// <summary>Deletes look-ups from the record after the time of the setting <c>LookUps:Kept</c>.</summary>
public sealed class ClearLookUps(IDbContextFactory<AppDb> factory, IOptions<LookUpOptions> options, TimeProvider time) : IBackgroundJob
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow() - options.Value.Kept;
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.LookUps.Where(l => l.At < before).ExecuteDeleteAsync(stop);
    }
}
