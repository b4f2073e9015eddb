using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.Transfers;

/// <summary>Background job that runs <see cref="TransferExpiry"/>.</summary>
public sealed class ExpireTransfers(IDbContextFactory<AppDb> factory, TimeProvider time) : IDueJob
{
    public Task<int> RunAsync(CancellationToken stop) => TransferExpiry.RunAsync(factory, time.GetUtcNow(), stop);

    public async Task<DateTimeOffset?> DueAsync(DateTimeOffset until, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.TransferRequests.Where(r => r.Status == TransferStatus.Pending && r.Expires <= until).MinAsync(r => (DateTimeOffset?)r.Expires, stop);
    }
}
