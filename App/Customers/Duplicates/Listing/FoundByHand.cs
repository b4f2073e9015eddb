using System.Globalization;
using System.Linq.Expressions;

namespace WorkOrders.Customers.Duplicates.Listing;

/// <summary>A customer found by number or name.</summary>
public sealed record FoundByHand(int Id, string Name)
{
    public static readonly Expression<Func<Customer, FoundByHand>> Projection = c => new FoundByHand(c.Id, c.Name);

    public string Label => string.Create(CultureInfo.InvariantCulture, $"{Id} {Name}");
}
