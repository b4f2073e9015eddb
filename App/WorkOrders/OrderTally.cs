using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders;

/// <summary>
/// How many orders a day and status gained or lost. A database trigger appends a row for every change, so nobody waits for
/// anybody's counter; the sum is exact in every transaction. It serves the counts of 全部… and the jump to a deep page.
/// </summary>
public sealed class OrderTally
{
    private OrderTally()
    {
    }

    public long Id { get; private set; }

    /// <summary>The Shanghai day on which the orders were created; the day in their numbers.</summary>
    public DateOnly Day { get; private set; }

    public WorkOrderStatus Status { get; private set; }

    public int Change { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<OrderTally>
    {
        public void Configure(EntityTypeBuilder<OrderTally> builder) => builder.ToTable("OrderTallies");
    }
}
