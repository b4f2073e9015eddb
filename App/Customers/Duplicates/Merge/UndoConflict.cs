using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Merge;

/// <summary>What stays where a field was changed, or a unique value taken, after the merge.</summary>
public enum UndoChoice
{
    /// <summary>The customers stay as they are in this field.</summary>
    [Named("保留现在的")]
    Present,

    /// <summary>As before the merge. A third customer who has the value now gives it up.</summary>
    [Named("恢复合并前的")]
    Before,
}

/// <summary>A field that an undo can't give back without asking.</summary>
/// <param name="Key">Names it in the choices: the JSON name of the field, with <c>other.</c> before it for the customer that comes back.</param>
/// <param name="Field">The field.</param>
/// <param name="IsOfOther">Of the customer that comes back; otherwise of the survivor.</param>
/// <param name="Present">The value now; null when it is empty.</param>
/// <param name="Before">The value before the merge.</param>
/// <param name="TakenBy">The third customer that has the value now.</param>
public sealed record UndoConflict(string Key, CustomerField Field, bool IsOfOther, object? Present, object? Before, Customer? TakenBy = null)
{
    /// <summary>The name of an enterprise can't be taken away from another one.</summary>
    public bool CanTakeBefore => TakenBy is null || Field.Name != CustomerFields.FullName;
}

/// <summary>The result of an undo; with conflicts when they must be decided first.</summary>
public sealed record UndoAnswer(Outcome Outcome)
{
    public IReadOnlyList<UndoConflict> Conflicts { get; init; } = [];

    /// <summary>The survivor's version that the conflicts were read from.</summary>
    public int SurvivorVersion { get; init; }
}
