using Microsoft.EntityFrameworkCore;
using WorkOrders.LoanCore;
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

    /// <summary>Whom the loan core told of: the customer of that ID number; without one, who has the core's telephone and name and no ID number yet.</summary>
    public static async Task<Customer?> OfCoreAsync(this IQueryable<Customer> customers, IdNumber id, LoanCorePerson person)
    {
        var oldest = customers.OrderBy(c => c.Id);
        return await oldest.FirstOrDefaultAsync(c => c.IdNumber == id)
            ?? (person is { Phone: { } phone, Name: { } name } ? await oldest.FirstOrDefaultAsync(c => c.IdNumber == null && c.Phone == phone && c.Name == name) : null);
    }

    private static bool SeesAll(CurrentUser me) =>
        Permissions.Table[Permission.ReadCustomers].Any(role => role != Roles.AccountManager && me.Is(role));
}
