using WorkOrders.Shared;

namespace WorkOrders.Customers.Profile.Saving;

/// <summary>Customers of one name.</summary>
public static class SameNames
{
    /// <summary>Customers whose name is another spelling of this one; aliases are left out.</summary>
    public static IQueryable<Customer> SameNameAs(this IQueryable<Customer> customers, string name)
    {
        var key = ComparisonForm.OfName(name);
        return customers.Where(c => c.NameKey == key && c.MergedIntoId == null);
    }
}
