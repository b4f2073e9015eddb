namespace WorkOrders.Jobs;

/// <summary>The work of a background job, independent of the scheduler. It must be idempotent: it may run twice, or again after a crash.</summary>
public interface IBackgroundJob
{
    /// <summary>Does the work that is due and returns the number of changed rows.</summary>
    Task<int> RunAsync(CancellationToken stop);
}

/// <summary>A job whose work becomes due at moments that stand in the data.</summary>
public interface IDueJob : IBackgroundJob
{
    /// <summary>
    /// The earliest moment after <paramref name="after"/>, up to <paramref name="until"/>, at which there is work, also when it is past; null when
    /// there is none.
    /// </summary>
    Task<DateTimeOffset?> DueAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken stop);
}
