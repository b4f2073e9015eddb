using WorkOrders.Shared;

namespace WorkOrders.Customers.Opportunities.Listing;

/// <summary>Filter of opportunities; names match by substring of their comparison form, the period is the expected close.</summary>
public sealed record OpportunityFilter(
    string? Name = null, string? Customer = null, string? Owner = null, OpportunityStage? Stage = null, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>Texts are looked for only in what the user may see, so that nobody finds out names by counting.</summary>
    public bool HasTexts => (Name ?? Customer ?? Owner) is not null;

    public IQueryable<Opportunity> Apply(IQueryable<Opportunity> opportunities)
    {
        var (name, customer, owner) = (Key(Name), Key(Customer), Key(Owner));
        opportunities = name is null ? opportunities : opportunities.Where(o => o.NameKey.Contains(name));
        opportunities = customer is null ? opportunities : opportunities.Where(o => o.Customer.NameKey.Contains(customer));
        opportunities = owner is null ? opportunities : opportunities.Where(o => o.Customer.Owner!.NameKey.Contains(owner));
        opportunities = Stage is { } stage ? opportunities.Where(o => o.Stage == stage) : opportunities;
        opportunities = From is { } from ? opportunities.Where(o => o.ExpectedClose >= from) : opportunities;
        return To is { } to ? opportunities.Where(o => o.ExpectedClose <= to) : opportunities;
    }

    private static string? Key(string? text) => ComparisonForm.OfName(Normalise.Text(text));
}

/// <summary>Orders of opportunities.</summary>
public static class OpportunityOrders
{
    /// <summary>Order of the list.</summary>
    public static IOrderedQueryable<Opportunity> InOrder(this IQueryable<Opportunity> opportunities, OpportunitySort sort, bool ascending)
    {
        var sorted = (sort, ascending) switch
        {
            (OpportunitySort.Name, true) => opportunities.OrderBy(o => o.Name),
            (OpportunitySort.Name, false) => opportunities.OrderByDescending(o => o.Name),
            (OpportunitySort.Amount, true) => opportunities.OrderBy(o => o.Amount),
            (OpportunitySort.Amount, false) => opportunities.OrderByDescending(o => o.Amount),
            (OpportunitySort.ExpectedClose, true) => opportunities.OrderBy(o => o.ExpectedClose),
            (OpportunitySort.ExpectedClose, false) => opportunities.OrderByDescending(o => o.ExpectedClose),
            (_, true) => opportunities.OrderBy(o => o.StageSince),
            _ => opportunities.OrderByDescending(o => o.StageSince),
        };
        return ascending ? sorted.ThenBy(o => o.Id) : sorted.ThenByDescending(o => o.Id);
    }

    /// <summary>Order of a column of the board: open ones by expected close, ended ones the latest first.</summary>
    internal static IOrderedQueryable<Opportunity> InColumn(this IQueryable<Opportunity> opportunities, OpportunityStage stage) => stage.IsEnd()
        ? opportunities.OrderByDescending(o => o.StageSince).ThenByDescending(o => o.Id)
        : opportunities.OrderBy(o => o.ExpectedClose).ThenBy(o => o.Id);
}
