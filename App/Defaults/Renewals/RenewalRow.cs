using System.Linq.Expressions;
using WorkOrders.Defaults.Cases;

namespace WorkOrders.Defaults.Renewals;

/// <summary>One row of the list of renewals.</summary>
public sealed record RenewalRow(
    long Id, int CustomerId, string CustomerName, string Reason, DecisionStatus Status, string Applicant, DateTimeOffset CreatedAt, string? DecidedBy,
    DateTimeOffset? DecidedAt)
{
    public static readonly Expression<Func<Renewal, RenewalRow>> Projection = r => new RenewalRow(
        r.Id, r.CustomerId, r.Customer.Name, r.Reason.Text, r.Status, r.Applicant.DisplayName, r.CreatedAt, r.DecidedBy!.DisplayName, r.DecidedAt);
}
