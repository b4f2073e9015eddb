namespace WorkOrders.Events;

/// <summary>Does something a moment after it was asked for: many askings come to one, and at most one is under way.</summary>
public sealed class Calm(TimeProvider time, TimeSpan pause, Func<Task> act) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private bool asked;
    private bool running;

    public void Ask()
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
            // The page was left.
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
