using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.AccessRecords;

/// <summary>Deletes access records after the time of the setting <c>AccessRecords:Kept</c>. Nothing else deletes one.</summary>
public sealed class ClearAccessRecords(IDbContextFactory<AppDb> factory, IOptions<AccessRecordOptions> options, TimeProvider time) : IBackgroundJob
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow() - options.Value.Kept;
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.AccessRecords.Where(r => r.At < before).ExecuteDeleteAsync(stop);
    }
}
