namespace WorkOrders.Ui;

/// <summary>State of one read of a screen. Only the latest read is shown: a newer one cancels the query of the one before it.</summary>
public sealed class LatestResult : IDisposable
{
    private CancellationTokenSource? running;
    private int reads;
    private int refreshes;
    private int shownRefresh;

    /// <summary>True when the latest read failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>True while the latest read runs.</summary>
    public bool IsReading => running is not null;

    /// <summary>Cancels the read in progress and drops the result or failure, because it is outdated.</summary>
    public void Drop()
    {
        reads++;
        running?.Cancel();
        running?.Dispose();
        running = null;
        HasFailed = false;
    }

    public void Dispose() => Drop();

    /// <summary>
    /// Runs <paramref name="read"/> and then <paramref name="show"/>, unless a newer read has started meanwhile. A failure that
    /// <paramref name="isFailure"/> knows is told to <paramref name="tell"/> and sets <see cref="HasFailed"/>.
    /// </summary>
    internal async Task ReadAsync<T>(Func<CancellationToken, Task<T>> read, Action<T> show, Func<Exception, bool> isFailure, Action<Exception> tell)
    {
        Drop();
        var mine = running = new CancellationTokenSource();
        var token = mine.Token;
        try
        {
            var answer = await read(token);
            if (running == mine)
            {
                running = null;
                show(answer);
            }
        }
        catch (Exception exception) when (token.IsCancellationRequested)
        {
            // Overtaken. The providers report a cancelled query as different exceptions; a bug still surfaces.
            if (exception is not OperationCanceledException and not ObjectDisposedException && !isFailure(exception))
            {
                throw;
            }
        }
        catch (Exception exception) when (isFailure(exception))
        {
            tell(exception);
            HasFailed = running == mine;
        }
        finally
        {
            if (running == mine)
            {
                running = null;
            }

            mine.Dispose();
        }
    }

    /// <summary>Runs <paramref name="read"/> beside what is shown. The answer is dropped if a read has started, or a later refresh was shown, meanwhile.</summary>
    internal async Task RefreshAsync<T>(Func<Task<T>> read, Func<T, Task> show)
    {
        var (before, mine) = (reads, ++refreshes);
        var answer = await read();
        if (before == reads && mine > shownRefresh)
        {
            shownRefresh = mine;
            await show(answer);
        }
    }
}
