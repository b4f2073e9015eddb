using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Transfers;

namespace WorkOrders.Handling.Settling;

/// <summary>结单 of many orders by a team leader. Orders with a pending transfer request are settled only if the team leader confirms it.</summary>
public sealed class SettlingMany(IDbContextFactory<AppDb> factory, CurrentUser me, TimeProvider time)
{
    /// <summary>The requesters of pending transfers for these orders.</summary>
    public static async Task<IReadOnlyList<(string Number, string Requester)>> WaitingAsync(AppDb db, IReadOnlyCollection<SeenOrder> orders, DateTimeOffset now, CancellationToken token)
    {
        var ids = orders.Select(o => o.Id).ToList();
        var waiting = await db.TransferRequests.Where(r => ids.Contains(r.WorkOrderId) && r.Status == TransferStatus.Pending && r.Expires > now)
            .Join(db.WorkOrders, r => r.WorkOrderId, o => o.Id, (r, o) => new { o.Number, r.RequesterName }).OrderBy(r => r.Number).ToListAsync(token);
        return [.. waiting.Select(r => (r.Number, r.RequesterName))];
    }

    public async Task<BulkReport> SettleAsync(
        IReadOnlyCollection<SeenOrder> orders, SettlementBasis? basis, string? remark, bool alsoWaiting, Action<int>? progress = null, CancellationToken cancellation = default) =>
        orders.Count > BulkAction.Limit
            ? new BulkReport(0, [.. orders.Take(1).Select(o => new RefusedOrder(o.Number, Outcome.Refused("一次最多结 {0} 张工单，请先缩小范围", BulkAction.Limit)))])
            : await new BulkAction(factory, me).RunAsync(orders, _ => Task.FromResult(Settle(basis, remark, alsoWaiting)), progress, cancellation);

    private Func<WorkOrder, Outcome> Settle(SettlementBasis? basis, string? remark, bool alsoWaiting)
    {
        var now = time.GetUtcNow();
        return order => !alsoWaiting && order.CanSettle(me) && order.PendingTransfer(now) is { } request
            ? Outcome.Refused("工单 {0} 有 {1} 等待确认的转出请求，没有结单", order.Number, request.RequesterName)
            : order.Settle(basis, remark, me, now);
    }
}
