using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Staff.Leave;
using WorkOrders.Transfers;

namespace WorkOrders.Dispatch;

/// <summary>Summary for 申请休假: open orders, untouched orders, orders due within a day, and pending transfer requests.</summary>
internal sealed class OpenOrdersOfLeaver : IPendingWork
{
    public async Task<IReadOnlyList<PendingWork>> OfAsync(AppDb db, int userId, DateTimeOffset now, CancellationToken token)
    {
        var soon = now.AddDays(1);
        var orders = await db.WorkOrders.Where(o => o.HandlerId == userId && o.Status != WorkOrderStatus.Settled).GroupBy(_ => 1)
            .Select(g => new { Open = g.Count(), Untouched = g.Count(o => o.HandlerActedAt == null), DueSoon = g.Count(o => o.DueAt < soon) }).FirstOrDefaultAsync(token);
        var requests = await db.TransferRequests.CountAsync(r => r.HandlerId == userId && r.Status == TransferStatus.Pending && r.Expires > now, token);
        var left = new List<PendingWork>
        {
            orders is null
                ? new PendingWork("没有未结的工单。", IsWarning: false)
                : new PendingWork("还有 {0} 张未结工单，其中 {1} 张还没有处理，{2} 张在 24 小时内到期或已超期。可以请班长指派给同事。", IsWarning: true, orders.Open, orders.Untouched, orders.DueSoon),
        };
        if (requests > 0)
        {
            left.Add(new PendingWork("还有 {0} 个转出请求在等待处理，没有人确认就会超时。", IsWarning: true, requests));
        }

        return left;
    }
}
