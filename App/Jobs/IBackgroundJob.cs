namespace WorkOrders.Jobs;

/// <summary>The work of a background job. It knows no scheduler; running it twice, or again after it was killed, does no harm.</summary>
public interface IBackgroundJob
{
    /// <summary>Does what is due and answers how many rows it changed.</summary>
    Task<int> RunAsync(CancellationToken stop);
}
