namespace WorkOrders.Ui;

/// <summary>Work in progress on a page or in a form that another act waits for.</summary>
public sealed class Pending
{
    private readonly List<Task> tasks = [];

    /// <summary>Runs <paramref name="work"/>; until it ends, <see cref="DoneAsync"/> waits.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var task = work();
        tasks.Add(task);
        try
        {
            await task;
        }
        finally
        {
            tasks.Remove(task);
        }
    }

    /// <summary>Waits until nothing is in progress. A failure is told where the work was started.</summary>
    public async Task DoneAsync()
    {
        while (tasks.Find(task => !task.IsCompleted) is { } open)
        {
            await open.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
