using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Database;

namespace WorkOrders.Customers.Contracts;

/// <summary>A repayment that was registered after a merge goes back with its contract.</summary>
internal sealed class RepaymentsOfMerge : MergeFollower
{
    public override Task JoinAsync(AppDb db, MergePair pair, CancellationToken token) => Task.CompletedTask;

    public override Task PartAsync(AppDb db, MergePair pair, CancellationToken token)
    {
        var (survivor, loser) = (pair.Survivor.Id, pair.Loser.Id);
        return db.CustomerRepayments.Where(r => r.CustomerId == survivor && r.Contract.CustomerId == loser)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.CustomerId, loser), token);
    }
}
