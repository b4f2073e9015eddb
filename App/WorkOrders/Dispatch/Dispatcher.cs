using Microsoft.EntityFrameworkCore;
using WorkOrders.Events;
using WorkOrders.Shared;

namespace WorkOrders.Dispatch;

/// <summary>
/// 自动派发: gives orders to the on-duty people of the fitting duty roles (<see cref="DispatchTable"/>) who have the fewest open orders
/// (<see cref="DispatchPeople"/>). Whom nobody may take waits, team leaders are told, and <see cref="DispatchWaiting"/> tries again.
/// </summary>
public static class Dispatcher
{
    private const string Waiting = "/work-orders/unassigned";

    /// <summary>Saves a new order that was left to dispatch, given to somebody if there is one; team leaders are told if not.</summary>
    public static async Task CreateAsync(AppDb db, WorkOrder order, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        order.AwaitDispatch(now);
        db.Add(order);
        if (await GiveAsync(db, [order], now, cancellation) == 0)
        {
            db.AddRange((await LeadersAsync(db, cancellation)).Select(id => new Notice(id, now, "工单 {0} 没有可以自动派发的人，请指派", Waiting, order.Number)));
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>
    /// Gives new orders of an import away, inside the caller's transaction. Leaders are told that some are left, and not again before
    /// they have read it: an import has many batches.
    /// </summary>
    internal static async Task GiveManyAsync(AppDb db, IReadOnlyCollection<WorkOrder> orders, DateTimeOffset now, CancellationToken cancellation)
    {
        const string left = "批量建单中有工单没有可以自动派发的人，请指派";
        foreach (var order in orders)
        {
            order.AwaitDispatch(now);
        }

        if (await GiveAsync(db, orders, now, cancellation) < orders.Count)
        {
            var leaders = await LeadersAsync(db, cancellation);
            var told = await db.Notices.Unread().Where(n => leaders.Contains(n.UserId) && n.Text == left).Select(n => n.UserId).ToListAsync(cancellation);
            db.AddRange(leaders.Except(told).Select(id => new Notice(id, now, left, Waiting)));
        }
    }

    /// <summary>Chooses the handlers inside the caller's transaction, which then saves. Answers how many orders were given to somebody.</summary>
    internal static async Task<int> GiveAsync(AppDb db, IReadOnlyCollection<WorkOrder> orders, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var table = await DispatchTable.ReadAsync(db, cancellation);
        var roles = orders.SelectMany(o => table.Best(ProcessorKeys.Of(o))).Select(s => s.DutyRoleId).ToHashSet();
        var people = await DispatchPeople.HoldAsync(db, [.. roles], cancellation);
        return orders.Count(order => Give(order, table.Best(ProcessorKeys.Of(order)), people, now));
    }

    private static bool Give(WorkOrder order, IReadOnlyList<ProcessorSetting> rows, DispatchPeople people, DateTimeOffset now)
    {
        if (people.Next([.. rows.Select(s => s.DutyRoleId)]) is not { } found)
        {
            return false;
        }

        var solution = rows.Select(s => s.Solution).FirstOrDefault(s => s is not null);
        if (order.DispatchTo(found.User, [.. rows.Select(s => s.DutyRole.Name).Distinct()], found.Open, solution, now).IsRefused)
        {
            return false;
        }

        people.Took(found, now);
        return true;
    }

    private static Task<List<int>> LeadersAsync(AppDb db, CancellationToken cancellation) =>
        db.WhoTakeOrders().Where(u => u.GrantedRoles.Any(r => r.Name == Roles.TeamLeader)).Select(u => u.Id).ToListAsync(cancellation);
}
