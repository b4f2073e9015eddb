using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Handling;

/// <summary>An order with the version the user saw. An action on a newer version is refused, so that no unseen change is overwritten.</summary>
public sealed record SeenOrder(long Id, string Number, int Version);

/// <summary>An order that was not changed, and the reason.</summary>
public sealed record RefusedOrder(string Number, Outcome Reason);

/// <summary>Result of one action on many orders.</summary>
public sealed record BulkReport(int Done, IReadOnlyList<RefusedOrder> Refused);

/// <summary>Runs one action on many orders. Each batch is one transaction; each order is checked and recorded separately.</summary>
public sealed class BulkAction(IDbContextFactory<AppDb> factory, CurrentUser me)
{
    /// <summary>Maximum number of orders per run.</summary>
    public const int Limit = 5_000;

    private const int Batch = 100;

    /// <summary>All orders of a list with their current versions. Returns <see cref="Limit"/> + 1 orders when there are too many.</summary>
    public static Task<List<SeenOrder>> SeeAsync(IQueryable<WorkOrder> orders, CancellationToken cancellation = default) =>
        orders.OrderBy(o => o.Id).Take(Limit + 1).Select(o => new SeenOrder(o.Id, o.Number, o.Version)).ToListAsync(cancellation);

    /// <summary>Runs the action on every order that allows it and reports each refused order. After cancellation, completed batches stay saved.</summary>
    /// <param name="orders">At most <see cref="Limit"/>.</param>
    /// <param name="prepare">Loads the data for the action, once per batch and in its transaction, and returns the action.</param>
    /// <param name="progress">Called with the number of orders processed so far.</param>
    /// <param name="cancellation">Checked between batches.</param>
    public async Task<BulkReport> RunAsync(
        IReadOnlyCollection<SeenOrder> orders, Func<AppDb, Task<Func<WorkOrder, Outcome>>> prepare, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        var (done, through, refused) = (0, 0, new List<RefusedOrder>());

        // Sorted by id, so that concurrent batches lock rows in the same order and do not deadlock.
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

    private async Task<int> BatchAsync(SeenOrder[] batch, Func<AppDb, Task<Func<WorkOrder, Outcome>>> prepare, List<RefusedOrder> refused)
    {
        var refusedHere = new List<RefusedOrder>();
        try
        {
            var done = await SaveAsync(batch, prepare, refusedHere);
            refused.AddRange(refusedHere);
            return done;
        }
        catch (DbUpdateException) when (batch.Length > 1)
        {
            // An order was changed between reading and saving, and the transaction was rolled back. Retry the orders one by one.
            var done = 0;
            foreach (var order in batch)
            {
                done += await BatchAsync([order], prepare, refused);
            }

            return done;
        }
        catch (DbUpdateException)
        {
            // Retry once. A concurrent change is now refused by its new version; any other database error is thrown.
            return await SaveAsync(batch, prepare, refused);
        }
    }

    private async Task<int> SaveAsync(SeenOrder[] batch, Func<AppDb, Task<Func<WorkOrder, Outcome>>> prepare, List<RefusedOrder> refused)
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
                refused.Add(new RefusedOrder(seen.Number, outcome));
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
