using WorkOrders.Customers;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.ApprovalDesk.Streak;
using WorkOrders.Defaults.Cases;

namespace WorkOrders.Defaults.ApprovalDesk;

/// <summary>A case with the data needed to decide it. A renewal also has the application it ends and the on-time streak.</summary>
public sealed record CaseFile(DecidedCase Case, DefaultApplication? Ends = null, OnTimeStreak? Streak = null)
{
    public Customer Customer => Case.Customer;
}
