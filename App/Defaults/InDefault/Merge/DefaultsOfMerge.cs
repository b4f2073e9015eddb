using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault.Merge;

/// <summary>The default state follows a merge of customers. After an undo each has the state that its own decisions gave it.</summary>
internal sealed class DefaultsOfMerge : MergeFollower
{
    public override async Task<Outcome?> RefusalAsync(AppDb db, MergePair pair, CancellationToken token) =>
        await BothPendingAsync(db.DefaultApplications, pair, token) ? Outcome.Refused("两位客户都有待审核的违约认定申请，请先决定其中一个")
        : await BothPendingAsync(db.Renewals, pair, token) ? Outcome.Refused("两位客户都有待审核的重生申请，请先决定其中一个")
        : null;

    // A renewal after the merge ended the state of both; nobody can tell whose it is.
    public override async Task<Outcome?> RefusalToPartAsync(AppDb db, CustomerMerge merge, CancellationToken token) =>
        await db.DefaultCustomers.AnyAsync(c => c.CustomerId == merge.LoserId, token)
        && await db.Renewals.AnyAsync(r => r.CustomerId == merge.SurvivorId && r.CreatedAt > merge.At && r.Status != DecisionStatus.Withdrawn && r.Status != DecisionStatus.Rejected, token)
            ? Outcome.Refused("合并之后已为这位客户申请重生，不能再撤销合并")
            : null;

    public override async Task JoinAsync(AppDb db, MergePair pair, CancellationToken token)
    {
        if (await FindAsync(db, pair.Loser, token) is not { } loser)
        {
            return;
        }

        var known = await FindAsync(db, pair.Survivor, token);
        var survivor = known ?? db.Add(new DefaultCustomer(pair.Survivor)).Entity;
        survivor.Join(loser, pair);

        // A decision or an application at the same moment conflicts.
        db.RaiseVersion(loser);
        if (known is not null)
        {
            db.RaiseVersion(known);
        }
    }

    public override async Task PartAsync(AppDb db, MergePair pair, CancellationToken token)
    {
        var (survivor, loser) = (pair.Survivor.Id, pair.Loser.Id);

        // What was decided meanwhile goes with its case.
        await db.DefaultChanges.Where(c => c.CustomerId == survivor)
            .Where(c => db.Set<Applications.DefaultApplication>().Any(a => a.Id == c.ApplicationId && a.CustomerId == loser)
                || db.Set<Renewals.Renewal>().Any(r => r.Id == c.RenewalId && r.CustomerId == loser))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.CustomerId, loser), token);
        foreach (var customer in new[] { pair.Survivor, pair.Loser })
        {
            if (await FindAsync(db, customer, token) is { } state)
            {
                var changes = db.DefaultChanges.Where(c => c.CustomerId == customer.Id).OrderByDescending(c => c.Id);
                var last = await changes.Select(c => (DefaultStatus?)c.To).FirstOrDefaultAsync(token);
                var application = await changes.Where(c => c.To == DefaultStatus.Default).Select(c => c.ApplicationId).FirstOrDefaultAsync(token);
                state.Become(last ?? DefaultStatus.Normal, application, pair);
                db.RaiseVersion(state);
            }
        }
    }

    private static Task<DefaultCustomer?> FindAsync(AppDb db, Customer customer, CancellationToken token) =>
        db.DefaultCustomers.FirstOrDefaultAsync(c => c.CustomerId == customer.Id, token);

    private static async Task<bool> BothPendingAsync<T>(IQueryable<T> cases, MergePair pair, CancellationToken token)
        where T : DecidedCase => await cases.CountAsync(
            c => (c.CustomerId == pair.Survivor.Id || c.CustomerId == pair.Loser.Id) && c.Status == DecisionStatus.Pending, token) > 1;
}
