using System.Linq.Expressions;
using WorkOrders.Defaults.InDefault;

namespace WorkOrders.Defaults.Cases;

/// <summary>One application or renewal in the list on the customer's page.</summary>
public sealed record CaseRow(CaseKey Key, DecisionStatus Status, string Applicant, DateTimeOffset CreatedAt, string? DecidedBy, DateTimeOffset? DecidedAt);

/// <summary>One change between 正常, 违约 and 已重生, with the industry and region at that time.</summary>
public sealed record StepRow(
    long Id, int CustomerId, string CustomerName, DefaultStatus From, DefaultStatus To, DateTimeOffset At, string DecidedBy, string Industry, string Region,
    long? ApplicationId, long? RenewalId)
{
    public static readonly Expression<Func<DefaultChange, StepRow>> Projection = c => new StepRow(
        c.Id, c.CustomerId, c.Customer.Name, c.From, c.To, c.At, c.DecidedByName, c.Industry, c.Region, c.ApplicationId, c.RenewalId);

    /// <summary>The approved case.</summary>
    public CaseKey Case => RenewalId is { } renewal ? new CaseKey(CaseKind.Renewal, renewal) : new CaseKey(CaseKind.Application, ApplicationId!.Value);
}
