using System.Reflection;
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

    /// <summary>Must run inside the caller's transaction.</summary>
    public static async Task WriteAsync(
        AppDb db, IReadOnlyCollection<WorkOrder> orders, IReadOnlyCollection<OperationRecord> records, CancellationToken cancellation)
    {
        var entries = orders.SelectMany(order => order.DeskEntries.Select(entry =>
        {
            EntryOrderId.SetValue(entry, order.Id);
            return entry;
        })).ToList();
        await new BulkTable<WorkOrder>(db, withIds: true).WriteAsync(orders, cancellation);
        await new BulkTable<DeskEntry>(db, withIds: true).WriteAsync(entries, cancellation);
        await new BulkTable<OperationRecord>(db, withIds: false).WriteAsync(records, cancellation);
    }
}
