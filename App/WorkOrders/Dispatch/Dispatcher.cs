using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Events.Notices;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Dispatch;

/// <summary>
/// 自动派发: assigns orders to people on duty in the matching duty roles (<see cref="DispatchTable"/>) who have the fewest open orders (<see
/// cref="DispatchPeople"/>). Orders without an eligible person wait, team leaders are notified, and <see cref="DispatchWaiting"/> retries.
/// </summary>
public static class Dispatcher
{
    private const string Waiting = "/work-orders/unassigned";

    /// <summary>Saves a new order for automatic dispatch and assigns it if somebody is eligible. Otherwise team leaders are notified.</summary>
    public static async Task CreateAsync(AppDb db, WorkOrder order, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        order.AwaitDispatch(now);
        db.Add(order);
        if (await GiveAsync(db, [order], now, cancellation) == 0)
        {
            db.AddRange((await LeadersAsync(db, cancellation)).Select(id => new Notice(id, now, DispatchNotices.OrderWaits, Waiting, order.Number)));
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>
    /// Assigns the new orders of an import, inside the caller's transaction. Team leaders are notified once about unassigned orders, and
    /// again only after they read that notice: an import has many batches.
    /// </summary>
    internal static async Task GiveManyAsync(AppDb db, IReadOnlyCollection<WorkOrder> orders, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var order in orders)
        {
            order.AwaitDispatch(now);
        }

        if (await GiveAsync(db, orders, now, cancellation) < orders.Count)
        {
            var leaders = await LeadersAsync(db, cancellation);
            var told = await db.Notices.Unread().Where(n => leaders.Contains(n.UserId) && n.Kind == DispatchNotices.ImportLeftSome).Select(n => n.UserId).ToListAsync(cancellation);
            db.AddRange(leaders.Except(told).Select(id => new Notice(id, now, DispatchNotices.ImportLeftSome, Waiting)));
        }
    }

    /// <summary>Chooses the handlers inside the caller's transaction; the caller saves. Returns how many orders were assigned.</summary>
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
        db.AssignableUsers().Where(u => u.GrantedRoles.Any(r => r.Name == Roles.TeamLeader)).Select(u => u.Id).ToListAsync(cancellation);
}
