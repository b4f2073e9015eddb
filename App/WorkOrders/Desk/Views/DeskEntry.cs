using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Desk.Views;

/// <summary>
/// Membership of an order in a person's 我的… views. The order's actions update it in the same save, so that the views and their counts are
/// read from one small index.
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

    /// <summary>The person followed up, reassigned or transferred the order. This makes it 我的已处理.</summary>
    public bool HasActed { get; internal set; }

    /// <summary>Null: the person was involved, but the order is in none of their views now.</summary>
    public MyView? View { get; internal set; }

    /// <summary>Copy of the order's creation time (which never changes). The views are sorted by it.</summary>
    public DateTimeOffset OrderCreatedAt { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DeskEntry>
    {
        public void Configure(EntityTypeBuilder<DeskEntry> builder)
        {
            builder.ToTable("DeskEntries");
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
    [Named("我的未处理")]
    Unhandled,

    [Named("我的已处理")]
    Handled,

    [Named("我的结单")]
    Settled,
}
