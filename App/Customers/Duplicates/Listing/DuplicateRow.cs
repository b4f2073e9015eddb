using System.Linq.Expressions;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Listing;

/// <summary>One proposal with both customers. Personal values print masked.</summary>
public sealed record DuplicateRow(DuplicateProposal Proposal, Customer First, Customer Second, string? OwnerOfFirst, string? OwnerOfSecond)
{
    // What tells two customers apart. Other fields of the newer one become former values.
    private static readonly FieldName[] Telling =
        [CustomerFields.FullName, CustomerFields.Type, CustomerFields.Phone, CustomerFields.TaxId, CustomerFields.IdNumber, CustomerFields.Email, CustomerFields.Owner];

    public static readonly Expression<Func<DuplicateProposal, DuplicateRow>> Projection = p => new DuplicateRow(
        p, p.First, p.Second, p.First.Owner!.DisplayName, p.Second.Owner!.DisplayName);

    /// <summary>Nothing that tells customers apart differs, so they can be merged without looking at each field.</summary>
    public bool IsSafe => First.Status == Second.Status && CustomerFields.All.Where(f => Telling.Contains(f.Name)).All(f =>
        f.Get(First.Values) is not { } one || f.Get(Second.Values) is not { } other || ComparisonForm.AreSame(one, other));
}

/// <summary>Reads proposals.</summary>
public static class DuplicateListing
{
    /// <summary>The likeliest first. A customer merged since the last run is left out.</summary>
    public static IOrderedQueryable<DuplicateProposal> Listed(this IQueryable<DuplicateProposal> proposals, DuplicateReason? reason)
    {
        var living = proposals.Where(p => p.First.MergedIntoId == null && p.Second.MergedIntoId == null);
        var found = reason switch
        {
            DuplicateReason.SameIdNumber => living.Where(p => p.SameIdNumber),
            DuplicateReason.SamePhone => living.Where(p => p.SamePhone),
            DuplicateReason.SameEmail => living.Where(p => p.SameEmail),
            DuplicateReason.SameName => living.Where(p => p.SameName),
            DuplicateReason.SimilarName => living.Where(p => p.SimilarName),
            _ => living,
        };
        return found.OrderByDescending(p => p.Score).ThenBy(p => p.A).ThenBy(p => p.B);
    }
}
