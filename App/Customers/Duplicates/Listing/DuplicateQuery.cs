using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Duplicates.Listing;

/// <summary>Filter and page of the list 重复客户, stored in the URL.</summary>
public sealed record DuplicateQuery : IListQuery
{
    public const string Path = "/customers/duplicates";

    public DuplicateReason? Reason { get; init; }

    /// <summary>A customer who is to be merged with another one, found by hand.</summary>
    public int? With { get; init; }

    public int Page { get; init; } = 1;

    public string Address => ListAddress.Of(Path, ("reason", Reason?.ToString()), ("with", ListAddress.Of(With)), ("page", ListAddress.OfPage(Page)));

    /// <summary>The page on which this customer can be merged with any other.</summary>
    public static string AddressWith(int customer) => new DuplicateQuery { With = customer }.Address;

    public static DuplicateQuery Parse(string? query)
    {
        var parts = ListAddress.Parse(query);
        return new DuplicateQuery { Reason = parts.Named<DuplicateReason>("reason"), With = parts.Number("with"), Page = parts.Page() };
    }
}
