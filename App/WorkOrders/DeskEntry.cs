using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders;

/// <summary>
/// That an order is in one of a person's 我的… views: kept by the order's verbs in the same save, so that the views and their
/// counts are read from one narrow index at any number of orders.
/// </summary>
public sealed class DeskEntry
{
    private DeskEntry()
    {
    }

    internal DeskEntry(int userId, DateTimeOffset orderCreatedAt) => (UserId, OrderCreatedAt) = (userId, orderCreatedAt);

    public int UserId { get; private set; }

    public long WorkOrderId { get; private set; }

    public WorkOrder WorkOrder { get; private set; } = null!;

    /// <summary>Followed up, reassigned or let it go: what makes an order 我的已处理.</summary>
    public bool HasActed { get; internal set; }

    /// <summary>Null: involved, but in none of the person's views now.</summary>
    public MyView? View { get; internal set; }

    /// <summary>Copied from the order, where it never changes: the order of the views.</summary>
    public DateTimeOffset OrderCreatedAt { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DeskEntry>
    {
        public void Configure(EntityTypeBuilder<DeskEntry> builder)
        {
            builder.HasKey(e => new { e.WorkOrderId, e.UserId });
            builder.HasOne(e => e.WorkOrder).WithMany(o => o.DeskEntries).HasForeignKey(e => e.WorkOrderId);
            builder.HasIndex(e => new { e.UserId, e.View, e.OrderCreatedAt, e.WorkOrderId })
                .IsDescending(false, false, true, true).HasDatabaseName("IX_DeskEntries_MyViews");
        }
    }
}

/// <summary>我的未处理, 我的已处理, 我的结单.</summary>
public enum MyView
{
    Unhandled,
    Handled,
    Settled,
}
