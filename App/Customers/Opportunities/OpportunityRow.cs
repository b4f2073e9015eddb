using System.Linq.Expressions;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Opportunities;

/// <summary>An opportunity on the board, in the list and on the customer's page.</summary>
public sealed record OpportunityRow(
    long Id, int Version, string Name, int CustomerId, string CustomerName, CustomerStatus CustomerStatus, int? OwnerId, string? Owner, decimal Amount,
    OpportunityStage Stage, DateOnly ExpectedClose, DateTimeOffset StageSince, FreeText? LostReason)
{
    public static readonly Expression<Func<Opportunity, OpportunityRow>> Projection = o => new OpportunityRow(
        o.Id, o.Version, o.Name, o.CustomerId, o.Customer.Name, o.Customer.Status, o.Customer.OwnerId, o.Customer.Owner!.DisplayName, o.Amount,
        o.Stage, o.ExpectedClose, o.StageSince, o.LostReason);

    public bool CanEdit(CurrentUser me) => CustomerStatus != CustomerStatus.Inactive && Customer.CanEdit(me, OwnerId);

    /// <summary>Days after the expected close, while the opportunity is open; 0 when it isn't late.</summary>
    public int DaysLate(DateTimeOffset now) => Stage.IsEnd() ? 0 : Math.Max(0, BusinessTime.DayOf(now).DayNumber - ExpectedClose.DayNumber);
}
