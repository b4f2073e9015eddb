using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Shared;
using WorkOrders.Shared.Reveal;

namespace WorkOrders.Defaults;

/// <summary>How cases and customers in default are loaded: always through what the reader may see.</summary>
public static class CaseQueries
{
    /// <summary>Auditors and administrators see every case, an operator those he applied for.</summary>
    public static IQueryable<T> VisibleTo<T>(this IQueryable<T> cases, CurrentUser me)
        where T : DecidedCase =>
        me.May(Permission.DecideDefaults) ? cases
        : me.May(Permission.ReadDefaults) ? cases.Where(c => c.ApplicantId == me.Id)
        : cases.Where(_ => false);

    /// <summary>Customers who are or were in default; an operator sees those whose default he applied for.</summary>
    public static IQueryable<Customer> InDefaultVisibleTo(this IQueryable<Customer> customers, CurrentUser me)
    {
        var known = customers.Where(c => c.DefaultApplicationId != null);
        return me.May(Permission.DecideDefaults) ? known
            : me.May(Permission.ReadDefaults) ? known.Where(c => c.DefaultApplication!.ApplicantId == me.Id)
            : known.Where(_ => false);
    }

    /// <summary>For <see cref="Revealing"/>: null when the reader may not see it.</summary>
    internal static async Task<IRevealable?> RevealableAsync(this AppDb db, CaseKey key, CurrentUser me) => key.IsRenewal
        ? await db.Renewals.VisibleTo(me).Include(c => c.Customer).FirstOrDefaultAsync(c => c.Id == key.Id)
        : await db.DefaultApplications.VisibleTo(me).Include(c => c.Customer).FirstOrDefaultAsync(c => c.Id == key.Id);

    /// <summary>A decision about the customer at this moment makes this save fail, or this save the decision.</summary>
    internal static void RaiseVersion(this AppDb db, Customer customer) => db.Entry(customer).Property(c => c.Name).IsModified = true;

    /// <summary>With what <see cref="DecidedCase.Decide"/> needs.</summary>
    public static IQueryable<T> ForDecision<T>(this IQueryable<T> cases)
        where T : DecidedCase => cases.Include(c => c.Customer).Include(c => c.DecidedBy);
}
