using System.Linq.Expressions;
using WorkOrders.Customers;

namespace WorkOrders.Defaults.InDefault;

/// <summary>A customer who is or was in default, as lists show him: by the application that was approved last.</summary>
public sealed record DefaultRow(
    int CustomerId, string CustomerName, DefaultStatus Status, IReadOnlyList<int> DefaultReasons, Severity Severity, string Applicant,
    DateTimeOffset ApplicationTime, DateTimeOffset ApproveTime, string? LatestExternalRating)
{
    public static readonly Expression<Func<Customer, DefaultRow>> Projection = c => new DefaultRow(
        c.Id, c.Name, c.DefaultStatus, c.DefaultApplication!.Reasons.OrderBy(r => r.Id).Select(r => r.Id).ToList(), c.DefaultApplication.Severity,
        c.DefaultApplication.Applicant.DisplayName, c.DefaultApplication.CreatedAt, c.DefaultApplication.DecidedAt!.Value, c.DefaultApplication.LatestExternalRating);
}
