using System.ComponentModel;

namespace WorkOrders.Desk.Filters;

/// <summary>Number of orders per Shanghai day and status. Used to count 全部… and to find the day on which a deep page begins.</summary>
[ImmutableObject(true)]
public sealed class OrderDays
{
    private static readonly WorkOrderStatus[] Any = Enum.GetValues<WorkOrderStatus>();

    private readonly (DateOnly Day, long[] Orders)[] days;
    private readonly long[] totals;

    public OrderDays(IEnumerable<(DateOnly Day, WorkOrderStatus Status, long Orders)> tallies)
    {
        days = [.. tallies.GroupBy(t => t.Day).OrderBy(g => g.Key).Select(g => (g.Key, Sums(g)))];
        totals = [.. Any.Select(status => days.Sum(d => d.Orders[(int)status]))];
    }

    /// <summary>Number of orders with these statuses (null: any) created in the date range, both ends included.</summary>
    public long Count(IReadOnlyList<WorkOrderStatus>? statuses = null, DateOnly? from = null, DateOnly? to = null) =>
        from is null && to is null ? Of(totals, statuses) : days.Where(d => IsIn(d.Day, from, to)).Sum(d => Of(d.Orders, statuses));

    /// <summary>The day that contains the order at this offset, and the number of orders of that day before it.</summary>
    public (DateOnly Day, int Before)? Find(long offset, bool ascending, IReadOnlyList<WorkOrderStatus>? statuses = null, DateOnly? from = null, DateOnly? to = null)
    {
        foreach (var (day, orders) in ascending ? days : days.AsEnumerable().Reverse())
        {
            var count = IsIn(day, from, to) ? Of(orders, statuses) : 0;
            if (offset < count)
            {
                return (day, (int)offset);
            }

            offset -= count;
        }

        return null;
    }

    private static bool IsIn(DateOnly day, DateOnly? from, DateOnly? to) => !(day < from) && !(day > to);

    private static long Of(long[] orders, IReadOnlyList<WorkOrderStatus>? statuses) => (statuses ?? Any).Sum(status => orders[(int)status]);

    private static long[] Sums(IEnumerable<(DateOnly Day, WorkOrderStatus Status, long Orders)> tallies)
    {
        var sums = new long[Any.Length];
        foreach (var tally in tallies)
        {
            sums[(int)tally.Status] += tally.Orders;
        }

        return sums;
    }
}
