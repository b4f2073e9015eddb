using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>How customers are loaded: always through what the reader may see.</summary>
public static class CustomerQueries
{
    /// <summary>An account manager sees the customers he owns; every other role that may read customers sees all.</summary>
    public static IQueryable<Customer> VisibleTo(this IQueryable<Customer> customers, CurrentUser me)
    {
        if (!me.May(Permission.ReadCustomers))
        {
            return customers.Where(_ => false);
        }

        return SeesAll(me) ? customers : customers.Where(c => c.OwnerId == me.Id);
    }

    private static bool SeesAll(CurrentUser me) =>
        Permissions.Table[Permission.ReadCustomers].Any(role => role != Roles.AccountManager && me.Is(role));
}
