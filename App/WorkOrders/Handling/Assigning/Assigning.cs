using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Dispatch;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Handling.Assigning;

/// <summary>指派: a team leader assigns an order to a person. 转办: the handler or a team leader passes it to a colleague or a duty role.</summary>
public enum AssignmentKind
{
    [Named("指派")]
    Assign,

    [Named("转办")]
    Reassign,
}

/// <summary>指派 or 转办 of many orders to one colleague, or 转办 to the people in one duty role.</summary>
public sealed class Assigning(IDbContextFactory<AppDb> factory, CurrentUser me, TimeProvider time, AssignmentKind how = AssignmentKind.Assign)
{
    /// <summary>Assigns all orders that allow it, and returns the reason for each refused order. After cancellation, completed batches stay saved.</summary>
    public Task<BulkReport> AssignAsync(IReadOnlyCollection<SeenOrder> orders, int handlerId, string? remark, Action<int>? progress = null, CancellationToken cancellation = default) =>
        RunAsync(orders, db => ToAsync(db, handlerId, remark), progress, cancellation);

    /// <summary>转办 to a duty role 对接角色: each order goes to the person on duty with the fewest open orders.</summary>
    public Task<BulkReport> ReassignToRoleAsync(IReadOnlyCollection<SeenOrder> orders, int dutyRoleId, string? remark, Action<int>? progress = null, CancellationToken cancellation = default) =>
        RunAsync(orders, db => ToRoleAsync(db, dutyRoleId, remark), progress, cancellation);

    private async Task<BulkReport> RunAsync(IReadOnlyCollection<SeenOrder> orders, Func<AppDb, Task<Func<WorkOrder, Outcome>>> prepare, Action<int>? progress, CancellationToken cancellation) =>
        orders.Count > BulkAction.Limit
            ? new BulkReport(0, [.. orders.Take(1).Select(o => new RefusedOrder(o.Number, Outcome.Refused("一次最多指派 {0} 张工单，请先缩小范围", BulkAction.Limit)))])
            : await new BulkAction(factory, me).RunAsync(orders, prepare, progress, cancellation);

    private async Task<Func<WorkOrder, Outcome>> ToAsync(AppDb db, int handlerId, string? remark)
    {
        if (await db.AssignableUsers().SingleOrDefaultAsync(u => u.Id == handlerId) is not { } handler)
        {
            return _ => Outcome.Refused("所选的处理人刚刚停用或离岗，请另选一位。");
        }

        var now = time.GetUtcNow();
        return order => how == AssignmentKind.Assign ? order.Assign(handler, me, now, remark) : order.Reassign(handler, me, now, remark);
    }

    private async Task<Func<WorkOrder, Outcome>> ToRoleAsync(AppDb db, int dutyRoleId, string? remark)
    {
        if (await db.DutyRoles.AsNoTracking().SingleOrDefaultAsync(r => r.Id == dutyRoleId && r.IsEnabled) is not { } role)
        {
            return _ => Outcome.Refused("所选的对接角色刚刚停用，请另选一个");
        }

        var people = await DispatchPeople.HoldAsync(db, [dutyRoleId]);
        var now = time.GetUtcNow();
        return order =>
        {
            if (people.Next([dutyRoleId], except: order.HandlerId) is not { } found)
            {
                return Outcome.Refused("对接角色 {0} 没有别的在岗的人，工单 {1} 没有转办", role.Name, order.Number);
            }

            var outcome = order.ReassignToRole(found.User, role.Name, found.Open, me, now, remark);
            if (!outcome.IsRefused)
            {
                people.Took(found, now);
            }

            return outcome;
        };
    }
}
