using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.Transfers;

/// <summary>Background job that runs <see cref="TransferExpiry"/>.</summary>
public sealed class ExpireTransfers(IDbContextFactory<AppDb> factory, TimeProvider time) : IDueJob
{
    public Task<int> RunAsync(CancellationToken stop) => TransferExpiry.RunAsync(factory, time.GetUtcNow(), stop);

    public async Task<DateTimeOffset?> DueAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        var pending = db.TransferRequests.Where(r => r.Status == TransferStatus.Pending && r.Expires > after && r.Expires <= until);
        return await pending.MinAsync(r => (DateTimeOffset?)r.Expires, stop);
    }
}
