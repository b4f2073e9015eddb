using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;
using WorkOrders.Transfers;

namespace WorkOrders.Settlement;

/// <summary>结单 of many orders by a team leader. Orders whose transfer waits for an answer are settled only when he says so.</summary>
public sealed class SettlingMany(IDbContextFactory<AppDb> factory, CurrentUser me, TimeProvider time)
{
    /// <summary>Who waits for which of these orders.</summary>
    public static async Task<IReadOnlyList<(string Number, string Requester)>> WaitingAsync(AppDb db, IReadOnlyCollection<SeenOrder> orders, DateTimeOffset now)
    {
        var ids = orders.Select(o => o.Id).ToList();
        var waiting = await db.TransferRequests.Where(r => ids.Contains(r.WorkOrderId) && r.Status == TransferStatus.Pending && r.Expires > now)
            .Join(db.WorkOrders, r => r.WorkOrderId, o => o.Id, (r, o) => new { o.Number, r.RequesterName }).OrderBy(r => r.Number).ToListAsync();
        return [.. waiting.Select(r => (r.Number, r.RequesterName))];
    }

    public async Task<BulkReport> SettleAsync(
        IReadOnlyCollection<SeenOrder> orders, SettlementBasis? basis, string? remark, bool alsoWaiting, Action<int>? progress = null, CancellationToken cancellation = default) =>
        orders.Count > ActingOnMany.Limit
            ? new BulkReport(0, [.. orders.Take(1).Select(o => new LeftAlone(o.Number, Outcome.Refused("一次最多结 {0} 张工单，请先缩小范围", ActingOnMany.Limit)))])
            : await new ActingOnMany(factory, me).RunAsync(orders, _ => Task.FromResult(Settle(basis, remark, alsoWaiting)), progress, cancellation);

    private Func<WorkOrder, Outcome> Settle(SettlementBasis? basis, string? remark, bool alsoWaiting)
    {
        var now = time.GetUtcNow();
        return order => !alsoWaiting && order.CanSettle(me) && order.PendingTransfer(now) is { } request
            ? Outcome.Refused("工单 {0} 有 {1} 等待确认的转出请求，没有结单", order.Number, request.RequesterName)
            : order.Settle(basis, remark, me, now);
    }
}
