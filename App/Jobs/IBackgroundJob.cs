namespace WorkOrders.Jobs;

/// <summary>The work of a background job, independent of the scheduler. It must be idempotent: it may run twice, or again after a crash.</summary>
public interface IBackgroundJob
{
    /// <summary>Does the work that is due and returns the number of changed rows.</summary>
    Task<int> RunAsync(CancellationToken stop);
}
