using System.Linq.Expressions;
using WorkOrders.Defaults.Cases;

namespace WorkOrders.Defaults.InDefault;

/// <summary>A list row of a customer who is or was in default, with data from the last approved application.</summary>
public sealed record DefaultRow(
    int CustomerId, string CustomerName, DefaultStatus Status, IReadOnlyList<int> DefaultReasons, Severity Severity, string Applicant,
    DateTimeOffset ApplicationTime, DateTimeOffset ApproveTime, string? LatestExternalRating)
{
    public static readonly Expression<Func<DefaultCustomer, DefaultRow>> Projection = c => new DefaultRow(
        c.CustomerId, c.Customer.Name, c.Status, c.Application!.Reasons.OrderBy(r => r.Id).Select(r => r.Id).ToList(), c.Application.Severity,
        c.Application.Applicant.DisplayName, c.Application.CreatedAt, c.Application.DecidedAt!.Value, c.Application.LatestExternalRating);
}
