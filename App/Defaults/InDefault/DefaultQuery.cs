using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>What the list 违约客户 shows, as it stands in its address: the same for the page and for its export.</summary>
public sealed record DefaultQuery : IListQuery
{
    public const string Path = "/defaults/customers";
    public const string ExportPath = "/defaults/customers/export";

    public string? Name { get; init; }

    public DefaultStatus? Status { get; init; }

    public Severity? Severity { get; init; }

    public string? Applicant { get; init; }

    public int? ReasonId { get; init; }

    /// <summary>The first day of approval in Shanghai.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last one, included.</summary>
    public DateOnly? To { get; init; }

    public DefaultSort Sort { get; init; }

    public bool Ascending { get; init; }

    public int Page { get; init; } = 1;

    public bool IsNarrowed => this with { Sort = default, Ascending = false, Page = 1 } != new DefaultQuery();

    public DefaultFilter Filter => new(
        Name, Status, Severity, Applicant, ReasonId, From is { } from ? BusinessTime.StartOf(from) : null, To is { } to ? BusinessTime.StartOf(to.AddDays(1)) : null);

    public string Address => ListAddress.Of(Path, [.. Parts, ("sort", (Sort, Ascending) == default ? null : (Ascending ? "" : "-") + Sort), ("page", ListAddress.OfPage(Page))]);

    /// <summary>Where what is shown is exported, all pages of it.</summary>
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

    /// <summary>Sorted by that column; by the same one again in the other direction.</summary>
    public DefaultQuery SortedBy(DefaultSort sort) => this with { Sort = sort, Ascending = sort == Sort ? !Ascending : sort == DefaultSort.CustomerName, Page = 1 };
}

/// <summary>By what 违约客户 is sorted.</summary>
public enum DefaultSort
{
    ApproveTime,
    ApplicationTime,
    CustomerName,
}
