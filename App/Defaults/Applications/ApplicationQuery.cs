using WorkOrders.Defaults.Cases;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.Applications;

/// <summary>Filter and page of the list 违约申请, stored in the URL.</summary>
public sealed record ApplicationQuery : IListQuery
{
    public const string Path = "/defaults/applications";

    public string? Name { get; init; }

    public DecisionStatus? Status { get; init; }

    public Severity? Severity { get; init; }

    public string? Applicant { get; init; }

    public int Page { get; init; } = 1;

    public bool IsNarrowed => this with { Page = 1 } != new ApplicationQuery();

    public CaseFilter Filter => new(Status, Severity, Name, Applicant);

    public string Address => ListAddress.Of(
        Path, ("name", Name), ("status", Status?.ToString()), ("severity", Severity?.ToString()), ("applicant", Applicant), ("page", ListAddress.OfPage(Page)));

    public static ApplicationQuery Parse(string? query)
    {
        var parts = ListAddress.Parse(query);
        return new ApplicationQuery
        {
            Name = parts.Text("name"),
            Status = parts.Named<DecisionStatus>("status"),
            Severity = parts.Named<Severity>("severity"),
            Applicant = parts.Text("applicant"),
            Page = parts.Page(),
        };
    }
}
