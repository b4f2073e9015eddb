using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Dispatch;

/// <summary>
/// 自动派发: gives an order to the on-duty person of the fitting duty role who has the fewest open orders; ties go to whom the last
/// dispatch lies longest back. Who dispatches holds the candidates' rows, so parallel calls count one after the other.
/// </summary>
public static class Dispatcher
{
    /// <summary>Saves a new order that was left to dispatch, given to somebody if there is one; team leaders are told if not.</summary>
    public static async Task CreateAsync(AppDb db, WorkOrder order, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        order.AwaitDispatch(now);
        db.Add(order);
        if (!await GiveAsync(db, order, now, cancellation))
        {
            await TellLeadersAsync(db, order, now, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Chooses the handler inside the caller's transaction, which then saves. False when nobody is eligible.</summary>
    public static async Task<bool> GiveAsync(AppDb db, WorkOrder order, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var settings = await ProcessorMatch.BestAsync(db, ProcessorKeys.Of(order), cancellation);
        int[] roles = [.. settings.Select(s => s.DutyRoleId).Distinct()];
        await DispatchLocks.HoldPeopleAsync(db, await Eligible(db, roles).Select(u => u.Id).ToListAsync(cancellation), cancellation);

        // Read only now: while it waited for the rows, others gave orders to them or they went on leave.
        var open = db.WorkOrders.Where(o => o.Status != WorkOrderStatus.Settled);
        var found = await Eligible(db, roles).Select(u => new { User = u, Open = open.Count(o => o.HandlerId == u.Id) })
            .OrderBy(c => c.Open).ThenBy(c => c.User.LastDispatchedAt != null).ThenBy(c => c.User.LastDispatchedAt).ThenBy(c => c.User.Id).FirstOrDefaultAsync(cancellation);
        if (found is null)
        {
            return false;
        }

        found.User.WasDispatchedTo(now);
        return !order.DispatchTo(found.User, [.. settings.Select(s => s.DutyRole.Name).Distinct()], found.Open, settings.Select(s => s.Solution).FirstOrDefault(s => s is not null), now).IsRefused;
    }

    /// <summary>Who may be given an order of these duty roles at this moment.</summary>
    internal static IQueryable<User> Eligible(AppDb db, int[] roles) =>
        db.WhoTakeOrders().Where(u => u.DutyStatus == DutyStatus.OnDuty && u.DutyRoles.Any(r => roles.Contains(r.Id) && r.IsEnabled));

    private static async Task TellLeadersAsync(AppDb db, WorkOrder order, DateTimeOffset now, CancellationToken cancellation)
    {
        var leaders = await db.WhoTakeOrders().Where(u => u.GrantedRoles.Any(r => r.Name == Roles.TeamLeader)).Select(u => u.Id).ToListAsync(cancellation);
        db.AddRange(leaders.Select(id => new Notice(id, now, "工单 {0} 没有可以自动派发的人，请指派", "/work-orders/unassigned", order.Number)));
    }
}
