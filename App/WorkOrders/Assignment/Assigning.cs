using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Assignment;

/// <summary>指派: a leader gives an order to a person. 转办: its handler, or a leader, gives it to a colleague.</summary>
public enum Giving
{
    Assign,
    Reassign,
}

/// <summary>指派 or 转办 of many orders to one colleague.</summary>
public sealed class Assigning(IDbContextFactory<AppDb> factory, CurrentUser me, TimeProvider time, Giving how = Giving.Assign)
{
    /// <summary>Assigns what can be assigned and tells of each other order why not. Stopping keeps the batches that are done.</summary>
    public async Task<BulkReport> AssignAsync(IReadOnlyCollection<SeenOrder> orders, int handlerId, string? remark, Action<int>? progress = null, CancellationToken cancellation = default) =>
        orders.Count > ActingOnMany.Limit
            ? new BulkReport(0, [.. orders.Take(1).Select(o => new LeftAlone(o.Number, Outcome.Refused("一次最多指派 {0} 张工单，请先缩小范围", ActingOnMany.Limit)))])
            : await new ActingOnMany(factory, me).RunAsync(orders, db => ToAsync(db, handlerId, remark), progress, cancellation);

    private async Task<Func<WorkOrder, Outcome>> ToAsync(AppDb db, int handlerId, string? remark)
    {
        var handler = await db.Users.SingleAsync(u => u.Id == handlerId);
        var now = time.GetUtcNow();
        return order => how == Giving.Assign ? order.Assign(handler, me, now, remark) : order.Reassign(handler, me, now, remark);
    }
}
