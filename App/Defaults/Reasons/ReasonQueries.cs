namespace WorkOrders.Defaults.Reasons;

/// <summary>How reasons are listed.</summary>
public static class ReasonQueries
{
    /// <summary>As the settings and every choice list them.</summary>
    public static IQueryable<T> InOrder<T>(this IQueryable<T> reasons)
        where T : Reason => reasons.OrderBy(r => r.SortOrder).ThenBy(r => r.Id);
}
