using WorkOrders.Customers;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>What customers who are or were in default are filtered by; the times are of approval, names match where they contain the text.</summary>
public sealed record DefaultFilter(
    string? CustomerName = null, DefaultStatus? Status = null, Severity? Severity = null, string? Applicant = null, int? ReasonId = null, DateTimeOffset? From = null, DateTimeOffset? Before = null)
{
    public IQueryable<Customer> Apply(IQueryable<Customer> customers)
    {
        var (name, applicant) = (Normalise.Text(CustomerName), Normalise.Text(Applicant));
        customers = name is null ? customers : customers.Where(c => c.Name.Contains(name));
        customers = Status is { } status ? customers.Where(c => c.DefaultStatus == status) : customers;
        customers = Severity is { } severity ? customers.Where(c => c.DefaultApplication!.Severity == severity) : customers;
        customers = applicant is null ? customers : customers.Where(c => c.DefaultApplication!.Applicant.DisplayName.Contains(applicant));
        customers = ReasonId is { } reason ? customers.Where(c => c.DefaultApplication!.Reasons.Any(r => r.Id == reason)) : customers;
        customers = From is { } from ? customers.Where(c => c.DefaultApplication!.DecidedAt >= from) : customers;
        return Before is { } before ? customers.Where(c => c.DefaultApplication!.DecidedAt < before) : customers;
    }
}

/// <summary>How those customers are ordered and narrowed.</summary>
public static class InDefaultQueries
{
    /// <summary>By the application that stands, the newest first: the order of an index.</summary>
    public static IOrderedQueryable<Customer> NewestApplicationFirst(this IQueryable<Customer> customers) => customers.OrderByDescending(c => c.DefaultApplicationId).ThenByDescending(c => c.Id);

    /// <summary>As the screen sorts them.</summary>
    public static IOrderedQueryable<Customer> InOrder(this IQueryable<Customer> customers, DefaultSort sort, bool ascending)
    {
        var sorted = (sort, ascending) switch
        {
            (DefaultSort.CustomerName, true) => customers.OrderBy(c => c.Name),
            (DefaultSort.CustomerName, false) => customers.OrderByDescending(c => c.Name),
            (DefaultSort.ApplicationTime, true) => customers.OrderBy(c => c.DefaultApplication!.CreatedAt),
            (DefaultSort.ApplicationTime, false) => customers.OrderByDescending(c => c.DefaultApplication!.CreatedAt),
            (_, true) => customers.OrderBy(c => c.DefaultApplication!.DecidedAt),
            _ => customers.OrderByDescending(c => c.DefaultApplication!.DecidedAt),
        };
        return sorted.ThenByDescending(c => c.Id);
    }

    /// <summary>可重生: in default, and no renewal waits.</summary>
    public static IQueryable<Customer> Renewable(this IQueryable<Customer> customers, AppDb db) =>
        customers.Where(c => c.DefaultStatus == DefaultStatus.Default && !db.Renewals.Any(r => r.CustomerId == c.Id && r.Status == DecisionStatus.Pending));
}
