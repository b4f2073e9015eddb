using WorkOrders.Shared;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Opportunities.Listing;

/// <summary>State of the page 商机 in the URL: board or list, filter, order and page.</summary>
public sealed record OpportunityQuery : IListQuery
{
    public const string Path = "/customers/opportunities";

    public OpportunityView View { get; init; }

    public string? Name { get; init; }

    public string? Customer { get; init; }

    public string? Owner { get; init; }

    public OpportunityStage? Stage { get; init; }

    /// <summary>First day of the expected close, Shanghai time.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the expected close, inclusive.</summary>
    public DateOnly? To { get; init; }

    public OpportunitySort Sort { get; init; }

    public bool Ascending { get; init; }

    public int Page { get; init; } = 1;

    public bool IsNarrowed => this with { View = default, Sort = default, Ascending = false, Page = 1 } != new OpportunityQuery();

    public OpportunityFilter Filter => new(Name, Customer, Owner, Stage, From, To);

    public string Address => ListAddress.Of(
        Path,
        ("view", View == default ? null : View.ToString()), ("name", Name), ("customer", Customer), ("owner", Owner), ("stage", Stage?.ToString()),
        ("from", ListAddress.Of(From)), ("to", ListAddress.Of(To)), ("sort", (Sort, Ascending) == default ? null : (Ascending ? "" : "-") + Sort),
        ("page", ListAddress.OfPage(Page)));

    public static OpportunityQuery Parse(string? query)
    {
        var parts = ListAddress.Parse(query);
        var sort = parts.Text("sort");
        return new OpportunityQuery
        {
            View = parts.Named<OpportunityView>("view") ?? default,
            Name = parts.Text("name"),
            Customer = parts.Text("customer"),
            Owner = parts.Text("owner"),
            Stage = parts.Named<OpportunityStage>("stage"),
            From = parts.Day("from"),
            To = parts.Day("to"),
            Sort = ListAddress.Named<OpportunitySort>(sort?.TrimStart('-')) ?? default,
            Ascending = sort is not null && !sort.StartsWith('-'),
            Page = parts.Page(),
        };
    }

    /// <summary>Sorts by the column; sorting by the same column again reverses the direction.</summary>
    public OpportunityQuery SortedBy(OpportunitySort sort) =>
        this with { Sort = sort, Ascending = sort == Sort ? !Ascending : sort is OpportunitySort.Name or OpportunitySort.ExpectedClose, Page = 1 };
}

/// <summary>The two ways to show opportunities.</summary>
public enum OpportunityView
{
    [Named("看板")]
    Board,

    [Named("列表")]
    List,
}

/// <summary>Sort columns of the list.</summary>
public enum OpportunitySort
{
    StageSince,
    ExpectedClose,
    Amount,
    Name,
}
