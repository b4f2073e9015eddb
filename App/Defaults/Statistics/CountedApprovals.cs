using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Statistics;

/// <summary>The rows that a figure counts: for each customer, the first approval of the type in a year (Shanghai time).</summary>
public static class CountedApprovals
{
    public static DefaultStatus State(this StatisticsType type) => type == StatisticsType.Default ? DefaultStatus.Default : DefaultStatus.Renewed;

    /// <summary>Counted rows before <paramref name="asOf"/>.</summary>
    public static IQueryable<DefaultChange> Counted(this AppDb db, DateTimeOffset asOf)
    {
        var first = db.DefaultChanges.Where(c => c.At < asOf).GroupBy(c => new { c.CustomerId, c.Year, c.To }).Select(g => g.Min(c => c.Id));
        return db.DefaultChanges.Where(c => first.Contains(c.Id));
    }

    /// <summary>The rows behind one figure; without a target, all rows of the year.</summary>
    public static IQueryable<DefaultChange> Behind(this AppDb db, DateTimeOffset asOf, StatisticsType type, Dimension dimension, int year, string? target)
    {
        var to = type.State();
        var ofYear = db.DefaultChanges.Where(c => c.Year == year && c.To == to && c.At < asOf);
        var ofTarget = target is null
            ? ofYear
            : dimension == Dimension.Industry
                ? ofYear.Where(c => c.Industry == target)
                : ofYear.Where(c => c.Region == target);
        return ofTarget.Where(c => !ofYear.Any(earlier => earlier.CustomerId == c.CustomerId && earlier.Id < c.Id));
    }

    /// <summary>Auditors and administrators see all rows; an operator sees those they applied for.</summary>
    public static IQueryable<DefaultChange> VisibleTo(this IQueryable<DefaultChange> changes, AppDb db, CurrentUser me)
    {
        ArgumentNullException.ThrowIfNull(me);
        if (me.May(Permission.DecideDefaults))
        {
            return changes;
        }

        var (applications, renewals) = (db.DefaultApplications.VisibleTo(me), db.Renewals.VisibleTo(me));
        return changes.Where(c => applications.Any(a => a.Id == c.ApplicationId) || renewals.Any(r => r.Id == c.RenewalId));
    }
}
