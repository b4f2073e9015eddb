using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Opportunities;

/// <summary>The steps of the customer's opportunities on the timeline.</summary>
internal sealed class OpportunityTimeline : ITimelineSource
{
    private static readonly Dictionary<OpportunityStage, string> Moves = new()
    {
        [OpportunityStage.Contact] = "商机“{0}”移到初步接触",
        [OpportunityStage.Needs] = "商机“{0}”移到需求确认",
        [OpportunityStage.Quote] = "商机“{0}”移到报价",
        [OpportunityStage.Negotiation] = "商机“{0}”移到谈判",
        [OpportunityStage.Won] = "商机“{0}”赢单",
        [OpportunityStage.Lost] = "商机“{0}”输单",
    };

    public TimelineKind Kind { get; } = new("opportunity", "商机");

    public async Task<TimelinePart> ReadAsync(AppDb db, CustomerOnPage customer, TimelineAsk ask, CurrentUser me, CancellationToken token)
    {
        var steps = from opportunity in db.Opportunities.AsNoTracking().OfVisible(db.Customers, me)
                    where opportunity.CustomerId == customer.Id
                    from step in opportunity.Steps
                    where (ask.From == null || step.At >= ask.From) && (ask.Before == null || step.At < ask.Before)
                    orderby step.At descending, step.Id descending
                    select new { step.At, step.FromStage, step.ToStage, step.Reason, step.ActorName, opportunity.Name };
        var read = await steps.Take(ask.Most).ToListAsync(token);
        return new TimelinePart(read.ConvertAll(s => new TimelineEntry(
            s.At, s.FromStage is null ? "新建商机“{0}”" : Moves[s.ToStage], [s.Name], s.Reason?.ToString(), s.ActorName.Length == 0 ? null : s.ActorName, null)));
    }
}
