using System.Linq.Expressions;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Renewals;

namespace WorkOrders.Defaults.Cases;

/// <summary>One application or renewal in the list on the customer's page.</summary>
public sealed record CaseRow(CaseKey Key, DecisionStatus Status, string Applicant, DateTimeOffset CreatedAt, string? DecidedBy, DateTimeOffset? DecidedAt)
{
    public string Address => Key.Address;

    public static Expression<Func<T, CaseRow>> Of<T>()
        where T : DecidedCase
    {
        var isRenewal = typeof(T) == typeof(Renewal);
        return c => new CaseRow(new CaseKey(isRenewal, c.Id), c.Status, c.Applicant.DisplayName, c.CreatedAt, c.DecidedBy!.DisplayName, c.DecidedAt);
    }
}

/// <summary>One change between 正常, 违约 and 已重生, with the industry and region at that time.</summary>
public sealed record StepRow(
    long Id, int CustomerId, string CustomerName, DefaultStatus From, DefaultStatus To, DateTimeOffset At, string DecidedBy, string Industry, string Region,
    long? ApplicationId, long? RenewalId)
{
    public static readonly Expression<Func<DefaultChange, StepRow>> Projection = c => new StepRow(
        c.Id, c.CustomerId, c.Customer.Name, c.From, c.To, c.At, c.DecidedByName, c.Industry, c.Region, c.ApplicationId, c.RenewalId);

    /// <summary>URL of the approved case.</summary>
    public string CaseAddress => new CaseKey(RenewalId is not null, CaseId).Address;

    public long CaseId => ApplicationId ?? RenewalId!.Value;
}
