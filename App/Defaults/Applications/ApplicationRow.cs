using System.Linq.Expressions;
using WorkOrders.Defaults.Cases;

namespace WorkOrders.Defaults.Applications;

/// <summary>One row of the list 违约申请.</summary>
public sealed record ApplicationRow(
    long Id, string CustomerName, IReadOnlyList<string> Reasons, Severity Severity, string? Rating, string Applicant, DateTimeOffset At, DecisionStatus Status,
    string? DecidedBy, DateTimeOffset? DecidedAt)
{
    public static readonly Expression<Func<DefaultApplication, ApplicationRow>> Projection = a => new ApplicationRow(
        a.Id, a.Customer.Name, a.Reasons.OrderBy(r => r.SortOrder).Select(r => r.Text).ToList(), a.Severity, a.LatestExternalRating, a.Applicant.DisplayName,
        a.CreatedAt, a.Status,
        a.DecidedBy!.DisplayName, a.DecidedAt);

    public string ReasonText => string.Join('；', Reasons);
}
