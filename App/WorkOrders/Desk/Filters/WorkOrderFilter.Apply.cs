using System.Linq.Expressions;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;

namespace WorkOrders.Desk.Filters;

public sealed partial record WorkOrderFilter
{
    /// <summary>Applies view and filters, without sorting and paging. The caller must apply VisibleTo first.</summary>
    public IQueryable<WorkOrder> Apply(IQueryable<WorkOrder> orders, CurrentUser me, DateTimeOffset now)
    {
        if (View.Mine() is { } mine)
        {
            orders = orders.Where(o => o.DeskEntries.Any(e => e.UserId == me.Id && e.View == mine));
        }

        return ApplyFilters(View == DeskView.Created ? orders.Where(o => o.CreatedById == me.Id) : orders, now);
    }

    /// <summary>Applies all filters and the status of the view. The caller applies the owner condition of the view.</summary>
    internal IQueryable<WorkOrder> ApplyFilters(IQueryable<WorkOrder> orders, DateTimeOffset now)
    {
        orders = ApplyStatus(orders);
        orders = ApplyIdentifiers(orders);
        orders = ApplyPeopleAndTopics(orders);
        orders = ApplyTimes(orders);
        return Overdue ? orders.Where(o => o.Status != WorkOrderStatus.Settled && o.DueAt < now) : orders;
    }

    /// <summary>Applies the days of creation only.</summary>
    internal IQueryable<WorkOrder> CreatedWithin(IQueryable<WorkOrder> orders)
    {
        orders = CreatedFrom is { } first && BusinessTime.StartOf(first) is var from ? orders.Where(o => o.CreatedAt >= from) : orders;
        return CreatedTo is { } last && BusinessTime.StartOf(last.AddDays(1)) is var to ? orders.Where(o => o.CreatedAt < to) : orders;
    }

    /// <summary>The statuses allowed by both view and filter; null for any.</summary>
    internal IReadOnlyList<WorkOrderStatus>? EffectiveStatuses()
    {
        if (View.Status() is not { } one)
        {
            return Statuses.Count is 0 or 3 ? null : Statuses;
        }

        return Statuses.Count == 0 || Statuses.Contains(one) ? [one] : [];
    }

    /// <summary>False when view and filters exclude each other, such as 未处理 with a settlement time: no order needs to be read.</summary>
    internal bool CanMatch
    {
        get
        {
            IEnumerable<WorkOrderStatus> possible = EffectiveStatuses() ?? Enum.GetValues<WorkOrderStatus>();
            var isSettled = View.Mine() == MyView.Settled || SettledFrom is not null || SettledTo is not null;
            var isOpen = View.Mine() is MyView.Unhandled or MyView.Handled || Overdue;
            return possible.Any(status => status == WorkOrderStatus.Settled ? !isOpen : !isSettled);
        }
    }

    /// <summary>The part of the filter that fewest orders match, as a rule; each has an index by creation time. Null when there is none.</summary>
    internal Expression<Func<WorkOrder, bool>>? Narrowest =>
        HandlerId is { } handler ? o => o.HandlerId == handler
        : AnsweredById is { } answered ? o => o.AnsweredById == answered
        : SubtopicId is { } subtopic ? o => o.ProblemSubtopicId == subtopic
        : TopicId is { } topic ? o => o.ProblemTopicId == topic
        : Channel is { } channel ? o => o.ChannelName == channel
        : ProblemTypeId is { } type ? o => o.ProblemTypeId == type
        : RiskType is { } risk ? o => o.RiskType == risk
        : BusinessType is { } business ? o => o.BusinessType == business
        : null;

    private IQueryable<WorkOrder> ApplyStatus(IQueryable<WorkOrder> orders) => EffectiveStatuses() switch
    {
        null => orders,
        [var one] => orders.Where(o => o.Status == one),
        var several => orders.Where(o => several.Contains(o.Status)),
    };

    private IQueryable<WorkOrder> ApplyIdentifiers(IQueryable<WorkOrder> orders)
    {
        orders = Phone?.Key is { } phone ? orders.Where(o => o.CustomerPhoneKey == phone || o.CallerNumberKey == phone) : orders;
        orders = IdNumber?.Key is { } id ? orders.Where(o => o.IdNumberKey == id) : orders;
        orders = ComparisonForm.OfNumber(ApplyNo) is { } apply ? orders.Where(o => o.ApplyNoKey == apply) : orders;
        orders = ComparisonForm.OfNumber(ContractNo) is { } contract ? orders.Where(o => o.ContractNoKey == contract) : orders;
        return ComparisonForm.OfName(Customer) is { } name ? orders.Where(o => o.CustomerNameKey != null && o.CustomerNameKey.StartsWith(name)) : orders;
    }

    private IQueryable<WorkOrder> ApplyPeopleAndTopics(IQueryable<WorkOrder> orders)
    {
        orders = HandlerId is { } handler ? orders.Where(o => o.HandlerId == handler) : orders;
        orders = AnsweredById is { } answered ? orders.Where(o => o.AnsweredById == answered) : orders;
        orders = Channel is { } channel ? orders.Where(o => o.ChannelName == channel) : orders;
        orders = ProblemTypeId is { } type ? orders.Where(o => o.ProblemTypeId == type) : orders;
        orders = TopicId is { } topic ? orders.Where(o => o.ProblemTopicId == topic) : orders;
        orders = SubtopicId is { } subtopic ? orders.Where(o => o.ProblemSubtopicId == subtopic) : orders;
        orders = RiskType is { } risk ? orders.Where(o => o.RiskType == risk) : orders;
        orders = BusinessType is { } business ? orders.Where(o => o.BusinessType == business) : orders;
        return Source is { } source ? orders.Where(o => o.Source == source) : orders;
    }

    private IQueryable<WorkOrder> ApplyTimes(IQueryable<WorkOrder> orders)
    {
        orders = CreatedWithin(orders);
        orders = SettledFrom is { } settledFirst && BusinessTime.StartOf(settledFirst) is var settledFrom ? orders.Where(o => o.SettledAt >= settledFrom) : orders;

        return SettledTo is { } settledLast && BusinessTime.StartOf(settledLast.AddDays(1)) is var settledTo ? orders.Where(o => o.SettledAt < settledTo) : orders;
    }
}
