using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Cases;

/// <summary>Queries for cases and customers in default, restricted to what the user may see.</summary>
public static class CaseQueries
{
    /// <summary>Auditors and administrators see every case; an operator sees their own applications.</summary>
    public static IQueryable<T> VisibleTo<T>(this IQueryable<T> cases, CurrentUser me)
        where T : DecidedCase =>
        me.May(Permission.DecideDefaults) ? cases
        : me.May(Permission.ReadDefaults) ? cases.Where(c => c.ApplicantId == me.Id)
        : cases.Where(_ => false);

    /// <summary>Customers who are or were in default; an operator sees those whose default they applied for.</summary>
    public static IQueryable<DefaultCustomer> InDefaultVisibleTo(this IQueryable<DefaultCustomer> customers, CurrentUser me)
    {
        var known = customers.Where(c => c.ApplicationId != null);
        return me.May(Permission.DecideDefaults) ? known
            : me.May(Permission.ReadDefaults) ? known.Where(c => c.Application!.ApplicantId == me.Id)
            : known.Where(_ => false);
    }

    /// <summary>Includes everything that is shown of an application, for reading.</summary>
    internal static IQueryable<DefaultApplication> WithMaterial(this IQueryable<DefaultApplication> applications) => applications.AsNoTracking().AsSplitQuery()
        .Include(a => a.Customer).Include(a => a.DefaultCustomer).Include(a => a.Applicant).Include(a => a.DecidedBy).Include(a => a.Reasons)
        .Include(a => a.Evidence).ThenInclude(e => e.File);

    /// <summary>Makes this save conflict with a concurrent decision about the customer (optimistic concurrency).</summary>
    internal static void RaiseVersion(this AppDb db, DefaultCustomer customer) => db.Entry(customer).Property(c => c.Version).IsModified = true;

    /// <summary>Includes what <see cref="DecidedCase.Decide"/> needs.</summary>
    public static IQueryable<T> ForDecision<T>(this IQueryable<T> cases)
        where T : DecidedCase => cases.Include(c => c.Customer).Include(c => c.DefaultCustomer).Include(c => c.DecidedBy);
}
