using WorkOrders.Defaults.Applications;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Cases;

/// <summary>Filter for applications and renewals, for the screens and the API; names match by substring.</summary>
public sealed record CaseFilter(DecisionStatus? Status = null, Severity? Severity = null, string? CustomerName = null, string? Applicant = null);

/// <summary>Applies a <see cref="CaseFilter"/>.</summary>
public static class CaseFiltering
{
    public static IQueryable<T> Filtered<T>(this IQueryable<T> cases, CaseFilter filter)
        where T : DecidedCase
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (customer, applicant) = (ComparisonForm.OfName(Normalise.Text(filter.CustomerName)), ComparisonForm.OfName(Normalise.Text(filter.Applicant)));
        cases = filter.Status is { } status ? cases.Where(c => c.Status == status) : cases;
        cases = customer is null ? cases : cases.Where(c => c.Customer.NameKey.Contains(customer));
        cases = applicant is null ? cases : cases.Where(c => c.Applicant.NameKey.Contains(applicant));
        return filter.Severity is { } severity && cases is IQueryable<DefaultApplication> applications
            ? (IQueryable<T>)applications.Where(a => a.Severity == severity)
            : cases;
    }

    /// <summary>Cases submitted in the period.</summary>
    public static IQueryable<T> Within<T>(this IQueryable<T> cases, DateTimeOffset? from, DateTimeOffset? before)
        where T : DecidedCase
    {
        cases = from is { } start ? cases.Where(c => c.CreatedAt >= start) : cases;
        return before is { } end ? cases.Where(c => c.CreatedAt < end) : cases;
    }
}
