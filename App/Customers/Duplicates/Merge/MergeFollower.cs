using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Merge;

/// <summary>Two customers that are merged or parted now.</summary>
public sealed record MergePair(Customer Survivor, Customer Loser, CurrentUser By, DateTimeOffset At);

/// <summary>What a feature keeps once for each customer, such as a state: it follows a merge and its undo in the same transaction. Registered by the feature.</summary>
public abstract class MergeFollower
{
    /// <summary>Why these two can't be merged now; null when they can.</summary>
    public virtual Task<Outcome?> RefusalAsync(AppDb db, MergePair pair, CancellationToken token) => Task.FromResult<Outcome?>(null);

    /// <summary>Why a merge can't be undone any more; null when it can.</summary>
    public virtual Task<Outcome?> RefusalToPartAsync(AppDb db, CustomerMerge merge, CancellationToken token) => Task.FromResult<Outcome?>(null);

    /// <summary>Joins what both have. Runs before the rows are moved, and is saved before that.</summary>
    public abstract Task JoinAsync(AppDb db, MergePair pair, CancellationToken token);

    /// <summary>Gives both what they have without each other. Runs after the rows were moved back.</summary>
    public abstract Task PartAsync(AppDb db, MergePair pair, CancellationToken token);
}
