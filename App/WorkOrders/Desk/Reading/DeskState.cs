using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;

namespace WorkOrders.Desk.Reading;

/// <summary>Snapshot of everything the desk shows.</summary>
public sealed record DeskState(WorkOrderFilter Filter, DeskPage Page, DeskCounts Counts, DeskNames Names, DeskLayout Layout);
