using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>Filter for customers who are or were in default; the period is the approval time, names match by substring.</summary>
public sealed record DefaultFilter(
    string? CustomerName = null, DefaultStatus? Status = null, Severity? Severity = null, string? Applicant = null, int? ReasonId = null,
    DateTimeOffset? From = null, DateTimeOffset? Before = null)
{
    public IQueryable<DefaultCustomer> Apply(IQueryable<DefaultCustomer> customers)
    {
        var (name, applicant) = (ComparisonForm.OfName(Normalise.Text(CustomerName)), ComparisonForm.OfName(Normalise.Text(Applicant)));
        customers = name is null ? customers : customers.Where(c => c.Customer.NameKey.Contains(name));
        customers = Status is { } status ? customers.Where(c => c.Status == status) : customers;
        customers = Severity is { } severity ? customers.Where(c => c.Application!.Severity == severity) : customers;
        customers = applicant is null ? customers : customers.Where(c => c.Application!.Applicant.NameKey.Contains(applicant));
        customers = ReasonId is { } reason ? customers.Where(c => c.Application!.Reasons.Any(r => r.Id == reason)) : customers;
        customers = From is { } from ? customers.Where(c => c.Application!.DecidedAt >= from) : customers;
        return Before is { } before ? customers.Where(c => c.Application!.DecidedAt < before) : customers;
    }
}

/// <summary>Sorting and filtering of customers in default.</summary>
public static class InDefaultQueries
{
    /// <summary>Sorts by current application, newest first; matches an index.</summary>
    public static IOrderedQueryable<DefaultCustomer> NewestApplicationFirst(this IQueryable<DefaultCustomer> customers) =>
        customers.OrderByDescending(c => c.ApplicationId).ThenByDescending(c => c.CustomerId);

    /// <summary>Sort order of the screen.</summary>
    public static IOrderedQueryable<DefaultCustomer> InOrder(this IQueryable<DefaultCustomer> customers, DefaultSort sort, bool ascending)
    {
        var sorted = (sort, ascending) switch
        {
            (DefaultSort.CustomerName, true) => customers.OrderBy(c => c.Customer.Name),
            (DefaultSort.CustomerName, false) => customers.OrderByDescending(c => c.Customer.Name),
            (DefaultSort.ApplicationTime, true) => customers.OrderBy(c => c.Application!.CreatedAt),
            (DefaultSort.ApplicationTime, false) => customers.OrderByDescending(c => c.Application!.CreatedAt),
            (_, true) => customers.OrderBy(c => c.Application!.DecidedAt),
            _ => customers.OrderByDescending(c => c.Application!.DecidedAt),
        };
        return sorted.ThenByDescending(c => c.CustomerId);
    }

    /// <summary>可重生: in default and without a pending renewal.</summary>
    public static IQueryable<DefaultCustomer> Renewable(this IQueryable<DefaultCustomer> customers, AppDb db) =>
        customers.Where(
            c => c.Status == DefaultStatus.Default && !db.Set<Renewal>().Any(r => r.CustomerId == c.CustomerId && r.Status == DecisionStatus.Pending));
}
