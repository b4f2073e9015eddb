using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.Transfers;

/// <summary>Background job that runs <see cref="TransferExpiry"/>.</summary>
public sealed class ExpireTransfers(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public Task<int> RunAsync(CancellationToken stop) => TransferExpiry.RunAsync(factory, time.GetUtcNow(), stop);
}
