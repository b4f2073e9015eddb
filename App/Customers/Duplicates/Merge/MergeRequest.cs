using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Merge;

/// <summary>Whose value stays.</summary>
public enum MergeSide
{
    [Named("保留的客户")]
    Survivor,

    [Named("并入的客户")]
    Other,
}

/// <summary>合并 as asked for, with the versions that were shown.</summary>
/// <param name="SurvivorId">The customer that stays.</param>
/// <param name="SurvivorVersion">Its version as shown.</param>
/// <param name="OtherId">The customer that becomes an alias.</param>
/// <param name="OtherVersion">Its version as shown.</param>
public sealed record MergeRequest(int SurvivorId, int SurvivorVersion, int OtherId, int OtherVersion)
{
    /// <summary>Whose value stays, by the JSON name of the field. Without a choice the survivor's, unless it is empty.</summary>
    public IReadOnlyDictionary<string, MergeSide> Fields { get; init; } = new Dictionary<string, MergeSide>(StringComparer.Ordinal);
}

/// <summary>The result of a merge.</summary>
public sealed record MergeAnswer(Outcome Outcome, long? MergeId = null);

/// <summary>Which values a merged customer has.</summary>
public static class MergedValues
{
    /// <summary>Whose value stays without a choice.</summary>
    public static MergeSide Suggested(CustomerField field, CustomerValues survivor) => field.Get(survivor) is null ? MergeSide.Other : MergeSide.Survivor;

    /// <summary>A customer in the pool stays without owner, and a person has no tax id: what was chosen otherwise becomes a former value.</summary>
    internal static CustomerValues Of(Customer survivor, Customer other, IReadOnlyDictionary<string, MergeSide> chosen)
    {
        var (ours, theirs) = (survivor.Values, other.Values);
        var merged = CustomerFields.All.Aggregate(
            ours, (values, field) => chosen.GetValueOrDefault(field.Json, Suggested(field, ours)) == MergeSide.Other ? field.Copy(values, theirs) : values);
        merged = survivor.Status == CustomerStatus.InPool ? merged with { OwnerId = null } : merged;
        return merged.Type == CustomerType.Enterprise ? merged : merged with { TaxId = null };
    }

    /// <summary>The values that are lost by the merge, each once.</summary>
    internal static IEnumerable<(FieldName Field, object Value)> Lost(CustomerValues survivor, CustomerValues other, CustomerValues merged) =>
        from field in CustomerFields.All
        let kept = field.Get(merged)
        from value in DistinctOf(field.Get(survivor), field.Get(other))
        where !ComparisonForm.AreSame(value, kept)
        select (field.Name, value);

    private static IEnumerable<object> DistinctOf(object? one, object? other)
    {
        if (one is not null)
        {
            yield return one;
        }

        if (other is not null && !ComparisonForm.AreSame(one, other))
        {
            yield return other;
        }
    }
}
