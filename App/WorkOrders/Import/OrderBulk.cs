using System.Reflection;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Bulk;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;

namespace WorkOrders.Import;

/// <summary>Bulk inserts new orders with their desk entries and operation records, bypassing the change tracker.</summary>
internal static class OrderBulk
{
    private static readonly PropertyInfo OrderId = typeof(WorkOrder).GetProperty(nameof(WorkOrder.Id))!;
    private static readonly PropertyInfo EntryOrderId = typeof(DeskEntry).GetProperty(nameof(DeskEntry.WorkOrderId))!;

    /// <summary>Sets the id that was reserved for the order.</summary>
    public static void Identify(WorkOrder order, long id) => OrderId.SetValue(order, id);

    /// <summary>Must run inside the caller's transaction. Orders without an id get the one of the database.</summary>
    public static async Task WriteAsync(
        AppDb db, IReadOnlyCollection<WorkOrder> orders, IReadOnlyCollection<OperationRecord> records, CancellationToken cancellation)
    {
        var withIds = orders.All(o => o.Id != 0);
        await new BulkTable<WorkOrder>(db, withIds).WriteAsync(orders, cancellation);
        if (!withIds)
        {
            await IdentifyAsync(db, orders, cancellation);
        }

        var entries = orders.SelectMany(order => order.DeskEntries.Select(entry =>
        {
            EntryOrderId.SetValue(entry, order.Id);
            return entry;
        })).ToList();
        await new BulkTable<DeskEntry>(db, withIds: true).WriteAsync(entries, cancellation);
        await new BulkTable<OperationRecord>(db, withIds: false).WriteAsync(records, cancellation);
    }

    private static async Task IdentifyAsync(AppDb db, IReadOnlyCollection<WorkOrder> orders, CancellationToken cancellation)
    {
        var numbers = orders.Select(o => o.Number).ToList();
        var ids = await db.WorkOrders.Where(o => numbers.Contains(o.Number)).Select(o => new { o.Number, o.Id })
            .ToDictionaryAsync(o => o.Number, o => o.Id, cancellation);
        foreach (var order in orders)
        {
            Identify(order, ids[order.Number]);
        }
    }
}
