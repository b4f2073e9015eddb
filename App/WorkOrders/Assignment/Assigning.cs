using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Assignment;

/// <summary>An order as the person saw it: an assignment over a newer version is refused, so nobody's work is overwritten unseen.</summary>
public sealed record SeenOrder(long Id, string Number, int Version);

/// <summary>An order that was not assigned, and why.</summary>
public sealed record NotAssigned(string Number, Outcome Reason);

/// <summary>指派: a leader gives an order to a person. 转办: its handler, or a leader, gives it to a colleague.</summary>
public enum Giving
{
    Assign,
    Reassign,
}

/// <summary>What became of a bulk 指派 or 转办.</summary>
public sealed record AssignmentReport(int Assigned, IReadOnlyList<NotAssigned> Refused);

/// <summary>指派 or 转办 of many orders to one colleague: batch by batch, each one transaction, each order with its own record.</summary>
public sealed class Assigning(IDbContextFactory<AppDb> factory, CurrentUser me, TimeProvider time, Giving how = Giving.Assign)
{
    /// <summary>At most so many orders at once.</summary>
    public const int Limit = 5_000;

    private const int Batch = 100;

    /// <summary>All orders of a list as they are now; one more than <see cref="Limit"/> when there are too many.</summary>
    public static Task<List<SeenOrder>> SeeAsync(IQueryable<WorkOrder> orders, CancellationToken cancellation = default) =>
        orders.OrderBy(o => o.Id).Take(Limit + 1).Select(o => new SeenOrder(o.Id, o.Number, o.Version)).ToListAsync(cancellation);

    /// <summary>Assigns what can be assigned and tells of each other order why not. Stopping keeps the batches that are done.</summary>
    public async Task<AssignmentReport> AssignAsync(IReadOnlyCollection<SeenOrder> orders, int handlerId, string? remark, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        if (orders.Count > Limit)
        {
            return new AssignmentReport(0, [.. orders.Take(1).Select(o => new NotAssigned(o.Number, Outcome.Refused("一次最多指派 {0} 张工单，请先缩小范围", Limit)))]);
        }

        var (assigned, done, refused) = (0, 0, new List<NotAssigned>());

        // In the order of their ids, so that two leaders' batches wait for each other and never in a circle.
        foreach (var batch in orders.OrderBy(o => o.Id).Chunk(Batch))
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            assigned += await BatchAsync(batch, handlerId, remark, refused);
            progress?.Invoke(done += batch.Length);
        }

        return new AssignmentReport(assigned, refused);
    }

    private async Task<int> BatchAsync(SeenOrder[] batch, int handlerId, string? remark, List<NotAssigned> refused)
    {
        var refusedHere = new List<NotAssigned>();
        try
        {
            var assigned = await SaveAsync(batch, handlerId, remark, refusedHere);
            refused.AddRange(refusedHere);
            return assigned;
        }
        catch (DbUpdateException) when (batch.Length > 1)
        {
            // One of them was changed between reading and saving, and the transaction took nothing: one by one.
            var assigned = 0;
            foreach (var order in batch)
            {
                assigned += await BatchAsync([order], handlerId, remark, refused);
            }

            return assigned;
        }
        catch (DbUpdateException)
        {
            // Read again it shows its new version. If it has none, the database had another reason, and that is a fault.
            return await SaveAsync(batch, handlerId, remark, refused);
        }
    }

    private async Task<int> SaveAsync(SeenOrder[] batch, int handlerId, string? remark, List<NotAssigned> refused)
    {
        await using var db = await factory.CreateDbContextAsync();
        var ids = batch.Select(o => o.Id).ToList();
        var handler = await db.Users.SingleAsync(u => u.Id == handlerId);
        var orders = await db.WorkOrders.VisibleTo(me).ForAction().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id);
        var (now, assigned) = (time.GetUtcNow(), 0);
        foreach (var seen in batch)
        {
            var outcome = orders.TryGetValue(seen.Id, out var order) ? Assign(order, seen, handler, remark, now) : Outcome.Refused("没有工单 {0}", seen.Number);
            if (outcome.IsRefused)
            {
                refused.Add(new NotAssigned(seen.Number, outcome));
            }
            else
            {
                assigned++;
            }
        }

        await db.SaveChangesAsync();
        return assigned;
    }

    private Outcome Assign(WorkOrder order, SeenOrder seen, User handler, string? remark, DateTimeOffset now) => order.Version == seen.Version
        ? how == Giving.Assign ? order.Assign(handler, me, now, remark) : order.Reassign(handler, me, now, remark)
        : order.Handler is { } present
            ? Outcome.Refused("工单 {0} 刚被别人修改，现在由 {1} 处理", order.Number, present.DisplayName)
            : Outcome.Refused("工单 {0} 刚被别人修改，请刷新后再试", order.Number);
}
