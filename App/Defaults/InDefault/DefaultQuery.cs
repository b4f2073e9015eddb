using WorkOrders.Defaults.Cases;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.InDefault;

/// <summary>State of the list 违约客户 in the URL, used by the page and its export.</summary>
public sealed record DefaultQuery : IListQuery
{
    public const string Path = "/defaults/customers";
    public const string ExportPath = "/defaults/customers/export";

    public string? Name { get; init; }

    public DefaultStatus? Status { get; init; }

    public Severity? Severity { get; init; }

    public string? Applicant { get; init; }

    public int? ReasonId { get; init; }

    /// <summary>First day of approval, Shanghai time.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of approval, inclusive.</summary>
    public DateOnly? To { get; init; }

    public DefaultSort Sort { get; init; }

    public bool Ascending { get; init; }

    public int Page { get; init; } = 1;

    public bool IsNarrowed => this with { Sort = default, Ascending = false, Page = 1 } != new DefaultQuery();

    public DefaultFilter Filter => new(
        Name, Status, Severity, Applicant, ReasonId, From is { } from ? BusinessTime.StartOf(from) : null,
        To is { } to ? BusinessTime.StartOf(to.AddDays(1)) : null);

    public string Address => ListAddress.Of(
        Path, [.. Parts, ("sort", (Sort, Ascending) == default ? null : (Ascending ? "" : "-") + Sort), ("page", ListAddress.OfPage(Page))]);

    /// <summary>URL of the export of all pages of this list.</summary>
    public string ExportAddress => ListAddress.Of(ExportPath, Parts);

    private IEnumerable<(string Name, string? Value)> Parts =>
    [
        ("name", Name), ("status", Status?.ToString()), ("severity", Severity?.ToString()), ("applicant", Applicant),
        ("reason", ListAddress.Of(ReasonId)), ("from", ListAddress.Of(From)), ("to", ListAddress.Of(To)),
    ];

    public static DefaultQuery Parse(string? query)
    {
        var parts = ListAddress.Parse(query);
        var sort = parts.Text("sort");
        return new DefaultQuery
        {
            Name = parts.Text("name"),
            Status = parts.Named<DefaultStatus>("status"),
            Severity = parts.Named<Severity>("severity"),
            Applicant = parts.Text("applicant"),
            ReasonId = parts.Number("reason"),
            From = parts.Day("from"),
            To = parts.Day("to"),
            Sort = ListAddress.Named<DefaultSort>(sort?.TrimStart('-')) ?? default,
            Ascending = sort is not null && !sort.StartsWith('-'),
            Page = parts.Page(),
        };
    }

    /// <summary>Sorts by the column; sorting by the same column again reverses the direction.</summary>
    public DefaultQuery SortedBy(DefaultSort sort) =>
        this with { Sort = sort, Ascending = sort == Sort ? !Ascending : sort == DefaultSort.CustomerName, Page = 1 };
}

/// <summary>Sort columns of 违约客户.</summary>
public enum DefaultSort
{
    ApproveTime,
    ApplicationTime,
    CustomerName,
}
