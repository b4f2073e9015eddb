using Microsoft.EntityFrameworkCore;
using WorkOrders.Jobs;
using WorkOrders.Shared;

namespace WorkOrders.Transfers;

/// <summary>Runs <see cref="TransferExpiry"/>.</summary>
public sealed class ExpireTransfers(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public Task<int> RunAsync(CancellationToken stop) => TransferExpiry.RunAsync(factory, time.GetUtcNow(), stop);
}
