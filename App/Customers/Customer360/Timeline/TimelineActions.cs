using WorkOrders.Shared;

namespace WorkOrders.Customers.Customer360.Timeline;

/// <summary>操作记录 of the customer that stand on the timeline as changes; registered by the feature that writes them. Rows with a source of their own are left out.</summary>
public sealed record TimelineActions(IReadOnlyList<OperationAction> Actions);

/// <summary>Registers actions.</summary>
public static class TimelineActionsRegistration
{
    public static void AddTimelineActions(this IServiceCollection services, params IReadOnlyList<OperationAction> actions) =>
        services.AddSingleton(new TimelineActions(actions));
}
