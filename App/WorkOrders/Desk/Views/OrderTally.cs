using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Desk.Views;

/// <summary>
/// Change in the number of orders of one day and status. A database trigger appends a row for every change, so that transactions do not
/// lock a shared counter. The sum is exact in every transaction. Used for the counts of 全部… and for the jump to a deep page.
/// </summary>
public sealed class OrderTally
{
    private OrderTally()
    {
    }

    public long Id { get; private set; }

    /// <summary>The Shanghai day on which the orders were created. It is also part of their numbers.</summary>
    public DateOnly Day { get; private set; }

    public WorkOrderStatus Status { get; private set; }

    public int Change { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<OrderTally>
    {
        public void Configure(EntityTypeBuilder<OrderTally> builder) => builder.ToTable("OrderTallies");
    }
}
