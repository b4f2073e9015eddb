using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Contracts;

/// <summary>Signed contracts and paid repayments on the timeline, at the start of their day.</summary>
internal sealed class ContractTimeline : ITimelineSource
{
    public TimelineKind Kind { get; } = new("contract", "合同与回款");

    public async Task<TimelinePart> ReadAsync(AppDb db, CustomerOnPage customer, TimelineAsk ask, CurrentUser me, CancellationToken token)
    {
        var (from, before) = (FirstDay(ask.From), FirstDay(ask.Before));
        var contracts = db.CustomerContracts.AsNoTracking().OfVisible(db.Customers, me).Where(c => c.CustomerId == customer.Id);
        var signed = await contracts.Where(c => (from == null || c.SignedOn >= from) && (before == null || c.SignedOn < before))
            .OrderByDescending(c => c.SignedOn).ThenByDescending(c => c.Id).Take(ask.Most)
            .Select(c => new { Day = c.SignedOn, c.Number, c.Amount }).ToListAsync(token);
        var paid = await contracts.SelectMany(c => c.Repayments, (c, r) => new { Day = r.PaidOn, c.Number, r.Paid, r.Id })
            .Where(r => r.Day != null && (from == null || r.Day >= from) && (before == null || r.Day < before))
            .OrderByDescending(r => r.Day).ThenByDescending(r => r.Id).Take(ask.Most).ToListAsync(token);
        return new TimelinePart(
        [
            .. paid.Select(r => Entry(r.Day!.Value, "合同 {0} 回款到账 {1}", r.Number, r.Paid!.Value))
                .Concat(signed.Select(c => Entry(c.Day, "签订合同 {0}，金额 {1}", c.Number, c.Amount)))
                .OrderByDescending(e => e.At).Take(ask.Most),
        ]);
    }

    private static TimelineEntry Entry(DateOnly day, string title, string number, decimal amount) =>
        new(BusinessTime.StartOf(day), title, [new BusinessNumber(number).ToString(), SalesInput.Money(amount)], null, null, null);

    // The first day that starts at this time or later.
    private static DateOnly? FirstDay(DateTimeOffset? instant) =>
        instant is not { } time ? null : BusinessTime.StartOf(BusinessTime.DayOf(time)) < time ? BusinessTime.DayOf(time).AddDays(1) : BusinessTime.DayOf(time);
}
