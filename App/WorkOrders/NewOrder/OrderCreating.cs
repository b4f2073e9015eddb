using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Dispatch;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.NewOrder;

/// <summary>新建工单.</summary>
internal static class OrderCreating
{
    /// <summary>Saves a new order of its handler, or dispatches it. Null when the chosen handler can't take orders any more.</summary>
    public static async Task<WorkOrder?> CreateAsync(
        this AppDb db, DailyNumbers numbers, WorkOrderFields fields, WorkOrderSource source, HandlerChoice choice, CurrentUser me, DateTimeOffset now)
    {
        if (choice.Kind == HandlerKind.Automatic)
        {
            var dispatched = WorkOrder.Create((await numbers.TakeAsync(now))[0], fields, source, null, me, now);
            await Dispatcher.CreateAsync(db, dispatched, now);
            return dispatched;
        }

        var handlerId = choice.HandlerId(me);
        if (await db.AssignableUsers().FirstOrDefaultAsync(u => u.Id == handlerId) is not { } handler)
        {
            return null;
        }

        var order = WorkOrder.Create((await numbers.TakeAsync(now))[0], fields, source, handler, me, now);
        db.Add(order);
        await db.SaveChangesAsync();
        return order;
    }
}
