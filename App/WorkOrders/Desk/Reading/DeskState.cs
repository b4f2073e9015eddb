using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;

namespace WorkOrders.Desk.Reading;

/// <summary>Snapshot of everything the desk shows.</summary>
public sealed record DeskState(WorkOrderFilter Filter, DeskPage Page, DeskCounts Counts, DeskNames Names, DeskLayout Layout)
{
    /// <summary>Why there are no rows, when the person looked up too many numbers; nothing of the filter was read then.</summary>
    public Outcome Outcome { get; init; } = Outcome.Done;
}
