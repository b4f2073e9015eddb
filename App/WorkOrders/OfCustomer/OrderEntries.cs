using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.OfCustomer;

/// <summary>工单 on a customer's timeline: created and settled.</summary>
internal sealed class OrderEntries : ITimelineSource
{
    public TimelineKind Kind { get; } = new("order", "工单");

    public async Task<TimelinePart> ReadAsync(AppDb db, CustomerOnPage customer, TimelineAsk ask, CurrentUser me, CancellationToken token)
    {
        var orders = OrdersOfCustomer.Of(db, customer.Keys);
        var known = orders.KnownTo(db, customer, me);
        var (allBegan, allEnded) = (orders.Where(OrdersOfCustomerQueries.Began(ask)), orders.Where(OrdersOfCustomerQueries.Ended(ask)));
        var (began, ended) = (known.Where(OrdersOfCustomerQueries.Began(ask)), known.Where(OrdersOfCustomerQueries.Ended(ask)));
        var counts = await db.Customers.VisibleTo(me).Where(c => c.Id == customer.Id)
            .Select(_ => new { All = allBegan.Count() + allEnded.Count(), Known = began.Count() + ended.Count() }).FirstOrDefaultAsync(token);
        if (counts is null or { Known: 0 })
        {
            return new([], counts?.All ?? 0);
        }

        var rows = await began.Select(o => new { o.Id, o.Number, At = o.CreatedAt, IsEnd = false })
            .Concat(ended.Select(o => new { o.Id, o.Number, At = o.SettledAt!.Value, IsEnd = true }))
            .OrderByDescending(s => s.At).ThenByDescending(s => s.Id).Take(ask.Most).ToListAsync(token);
        return new(
            [.. rows.Select(s => new TimelineEntry(s.At, s.IsEnd ? "工单 {0} 结单" : "新建工单 {0}", [s.Number], null, null, me.May(Permission.ReadOrders) ? "/work-orders/" + s.Number : null))],
            counts.All - counts.Known);
    }
}
