namespace WorkOrders.Defaults.Reasons;

/// <summary>Queries for reasons.</summary>
public static class ReasonQueries
{
    /// <summary>Display order in the settings and in every selection.</summary>
    public static IQueryable<T> InOrder<T>(this IQueryable<T> reasons)
        where T : Reason => reasons.OrderBy(r => r.SortOrder).ThenBy(r => r.Id);
}
