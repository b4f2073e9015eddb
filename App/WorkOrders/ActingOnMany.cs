using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>An order as the person saw it: acting over a newer version is refused, so nobody's work is overwritten unseen.</summary>
public sealed record SeenOrder(long Id, string Number, int Version);

/// <summary>An order that was left as it is, and why.</summary>
public sealed record LeftAlone(string Number, Outcome Reason);

/// <summary>What became of one verb on many orders.</summary>
public sealed record BulkReport(int Done, IReadOnlyList<LeftAlone> Refused);

/// <summary>One verb on many orders: batch by batch, each one transaction, each order asked by itself and with its own record.</summary>
public sealed class ActingOnMany(IDbContextFactory<AppDb> factory, CurrentUser me)
{
    /// <summary>At most so many orders at once.</summary>
    public const int Limit = 5_000;

    private const int Batch = 100;

    /// <summary>All orders of a list as they are now; one more than <see cref="Limit"/> when there are too many.</summary>
    public static Task<List<SeenOrder>> SeeAsync(IQueryable<WorkOrder> orders, CancellationToken cancellation = default) =>
        orders.OrderBy(o => o.Id).Take(Limit + 1).Select(o => new SeenOrder(o.Id, o.Number, o.Version)).ToListAsync(cancellation);

    /// <summary>Does it to every order that allows it and tells of each other one why not. Stopping keeps the batches that are done.</summary>
    /// <param name="orders">At most <see cref="Limit"/>.</param>
    /// <param name="prepare">Reads what the verb needs, once a batch and in its transaction, and answers with the verb.</param>
    /// <param name="progress">Called with how many are through.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    public async Task<BulkReport> RunAsync(
        IReadOnlyCollection<SeenOrder> orders, Func<AppDb, Task<Func<WorkOrder, Outcome>>> prepare, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        var (done, through, refused) = (0, 0, new List<LeftAlone>());

        // In the order of their ids, so that two leaders' batches wait for each other and never in a circle.
        foreach (var batch in orders.OrderBy(o => o.Id).Chunk(Batch))
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            done += await BatchAsync(batch, prepare, refused);
            progress?.Invoke(through += batch.Length);
        }

        return new BulkReport(done, refused);
    }

    private async Task<int> BatchAsync(SeenOrder[] batch, Func<AppDb, Task<Func<WorkOrder, Outcome>>> prepare, List<LeftAlone> refused)
    {
        var refusedHere = new List<LeftAlone>();
        try
        {
            var done = await SaveAsync(batch, prepare, refusedHere);
            refused.AddRange(refusedHere);
            return done;
        }
        catch (DbUpdateException) when (batch.Length > 1)
        {
            // One of them was changed between reading and saving, and the transaction took nothing: one by one.
            var done = 0;
            foreach (var order in batch)
            {
                done += await BatchAsync([order], prepare, refused);
            }

            return done;
        }
        catch (DbUpdateException)
        {
            // Read again it shows its new version. If it has none, the database had another reason, and that is a fault.
            return await SaveAsync(batch, prepare, refused);
        }
    }

    private async Task<int> SaveAsync(SeenOrder[] batch, Func<AppDb, Task<Func<WorkOrder, Outcome>>> prepare, List<LeftAlone> refused)
    {
        await using var db = await factory.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var ids = batch.Select(o => o.Id).ToList();
        var act = await prepare(db);
        var orders = await db.WorkOrders.VisibleTo(me).ForAction().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id);
        var done = 0;
        foreach (var seen in batch)
        {
            var outcome = orders.TryGetValue(seen.Id, out var order) ? Act(order, seen, act) : Outcome.Refused("没有工单 {0}", seen.Number);
            if (outcome.IsRefused)
            {
                refused.Add(new LeftAlone(seen.Number, outcome));
            }
            else
            {
                done++;
            }
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return done;
    }

    private static Outcome Act(WorkOrder order, SeenOrder seen, Func<WorkOrder, Outcome> act) => order.Version == seen.Version
        ? act(order)
        : order.Handler is { } present
            ? Outcome.Refused("工单 {0} 刚被别人修改，现在由 {1} 处理", order.Number, present.DisplayName)
            : Outcome.Refused("工单 {0} 刚被别人修改，请刷新后再试", order.Number);
}
