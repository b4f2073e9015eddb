using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.LoanCore;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>Queries for customers, restricted to what the user may see.</summary>
public static class CustomerQueries
{
    /// <summary>Account managers see the customers they own and those in the pool; other roles with read permission see all. Aliases of merged customers are left out.</summary>
    public static IQueryable<Customer> VisibleTo(this IQueryable<Customer> customers, CurrentUser me)
    {
        if (!me.May(Permission.ReadCustomers))
        {
            return customers.Where(_ => false);
        }

        var living = customers.Where(c => c.MergedIntoId == null);
        return SeesAll(me) ? living : living.Where(c => c.OwnerId == me.Id || c.Status == CustomerStatus.InPool);
    }

    /// <summary>Whose files the user may open: of a customer in the pool, which has no owner, no account manager.</summary>
    internal static IQueryable<Customer> WithFilesFor(this IQueryable<Customer> customers, CurrentUser me)
    {
        var visible = customers.VisibleTo(me);
        return SeesAll(me) ? visible : visible.Where(c => c.OwnerId == me.Id);
    }

    /// <summary>The rule of <see cref="VisibleTo(IQueryable{Customer}, CurrentUser)"/> for a customer in memory.</summary>
    public static bool IsVisibleTo(this Customer customer, CurrentUser me) =>
        me.May(Permission.ReadCustomers) && !customer.IsAlias && (SeesAll(me) || customer.OwnerId == me.Id || customer.Status == CustomerStatus.InPool);

    /// <summary>曾用: the customers that had one of these numbers, in comparison form, before a merge. Ask when no customer has the number now.</summary>
    public static IQueryable<Customer> Formerly(this IQueryable<Customer> customers, AppDb db, IReadOnlyList<PhoneNumber> phones, IReadOnlyList<IdNumber> ids)
    {
        var former = db.FormerValues.Where(f => (f.PhoneKey != null && phones.Contains(f.PhoneKey) && f.Field == CustomerFields.Phone)
            || (f.IdNumberKey != null && ids.Contains(f.IdNumberKey) && f.Field == CustomerFields.IdNumber)).Select(f => f.CustomerId);
        return customers.Where(c => former.Contains(c.Id));
    }

    /// <summary>The customer of a loan core answer: by ID number; otherwise the one with the core's telephone and name who has no ID number yet.</summary>
    public static async Task<Customer?> OfCoreAsync(this IQueryable<Customer> customers, IdNumber id, LoanCorePerson person, CancellationToken token = default)
    {
        var oldest = customers.OrderBy(c => c.Id);
        return await oldest.FirstOrDefaultAsync(c => c.IdNumberKey == id.Key, token)
            ?? (person is { Phone.Key: { } phone, Name: { } name }
                ? await oldest.FirstOrDefaultAsync(c => c.IdNumberKey == null && c.PhoneKey == phone && c.NameKey == ComparisonForm.OfName(name), token)
                : null);
    }

    /// <summary>Rows of the customers that the user may see.</summary>
    public static IQueryable<T> OfVisible<T>(this IQueryable<T> rows, IQueryable<Customer> customers, CurrentUser me)
        where T : class, IOfCustomer
    {
        var visible = customers.VisibleTo(me);
        return rows.Where(r => visible.Any(c => c.Id == r.CustomerId));
    }

    /// <summary>False for account managers, who see only some of the customers.</summary>
    internal static bool SeesAll(CurrentUser me) =>
        Permissions.Table[Permission.ReadCustomers].Any(role => role != Roles.AccountManager && me.Is(role));
}
