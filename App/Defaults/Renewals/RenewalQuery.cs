using System.Globalization;
using WorkOrders.Defaults.Cases;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.Renewals;

/// <summary>State of the page 重生 in the URL.</summary>
public sealed record RenewalQuery : IListQuery
{
    public const string Path = "/defaults/renewals";

    private const string RenewableTab = "renewable";

    /// <summary>True for the tab 可重生客户, false for the renewals.</summary>
    public bool IsRenewable { get; init; }

    public string? Name { get; init; }

    public DecisionStatus? Status { get; init; }

    public string? Applicant { get; init; }

    public int Page { get; init; } = 1;

    public bool IsNarrowed => Name is not null || Status is not null || Applicant is not null;

    public CaseFilter Filter => new(Status, null, Name, Applicant);

    public string Address => ListAddress.Of(
        Path, ("tab", IsRenewable ? RenewableTab : null), ("name", Name), ("status", Status?.ToString()), ("applicant", Applicant),
        ("page", ListAddress.OfPage(Page)));

    public static string AddressOf(long renewal) => string.Create(CultureInfo.InvariantCulture, $"{Path}/{renewal}");

    public static RenewalQuery Parse(string? query)
    {
        var parts = ListAddress.Parse(query);
        return new RenewalQuery
        {
            IsRenewable = parts.Text("tab") == RenewableTab,
            Name = parts.Text("name"),
            Status = parts.Named<DecisionStatus>("status"),
            Applicant = parts.Text("applicant"),
            Page = parts.Page(),
        };
    }
}
