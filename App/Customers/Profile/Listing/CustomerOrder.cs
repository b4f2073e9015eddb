namespace WorkOrders.Customers.Profile.Listing;

/// <summary>Sorting of customers; each order matches an index, or is asked for one owner only.</summary>
public static class CustomerOrder
{
    public static IOrderedQueryable<Customer> InOrder(this IQueryable<Customer> customers, CustomerSort sort, bool ascending) => (sort, ascending) switch
    {
        (CustomerSort.Name, true) => customers.OrderBy(c => c.NameKey).ThenBy(c => c.Id),
        (CustomerSort.Name, false) => customers.OrderByDescending(c => c.NameKey).ThenByDescending(c => c.Id),
        (CustomerSort.LastFollowUp, true) => customers.OrderBy(c => c.LastFollowUpKey).ThenBy(c => c.Id),
        (CustomerSort.LastFollowUp, false) => customers.OrderByDescending(c => c.LastFollowUpKey).ThenByDescending(c => c.Id),

        // Customers without a day come last.
        (CustomerSort.NextContact, true) => customers.OrderBy(c => c.NextContactOn == null).ThenBy(c => c.NextContactOn).ThenBy(c => c.Id),
        (CustomerSort.NextContact, false) => customers.OrderBy(c => c.NextContactOn == null).ThenByDescending(c => c.NextContactOn).ThenByDescending(c => c.Id),
        (_, true) => customers.OrderBy(c => c.Id),
        _ => customers.OrderByDescending(c => c.Id),
    };
}
