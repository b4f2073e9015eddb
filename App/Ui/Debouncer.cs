namespace WorkOrders.Ui;

/// <summary>Debounce: runs the action a short time after a request. Requests during the wait are combined; runs never overlap.</summary>
public sealed class Debouncer(TimeProvider time, TimeSpan pause, Func<Task> act) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private bool asked;
    private bool running;

    public void Trigger()
    {
        lock (gate)
        {
            asked = true;
            if (running || stop.IsCancellationRequested)
            {
                return;
            }

            running = true;
        }

        _ = RunAsync();
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (StillAsked())
            {
                await Task.Delay(pause, time, stop.Token);
                lock (gate)
                {
                    asked = false;
                }

                await act();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page was closed, or the action was cancelled: the next trigger starts again.
        }
        finally
        {
            lock (gate)
            {
                running = false;
            }
        }
    }

    private bool StillAsked()
    {
        lock (gate)
        {
            return running = asked;
        }
    }
}
