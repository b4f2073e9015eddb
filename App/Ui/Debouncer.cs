namespace WorkOrders.Ui;

/// <summary>Runs the action a short time after a request. Requests during the wait are combined; runs never overlap.</summary>
/// <param name="time">The clock.</param>
/// <param name="pause">The wait before each run.</param>
/// <param name="act">The action.</param>
/// <param name="fromLast">True for typing: each request starts the wait anew. False for events, which may come without end.</param>
public sealed class Debouncer(TimeProvider time, TimeSpan pause, Func<Task> act, bool fromLast = false) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private DateTimeOffset due;
    private bool asked;
    private bool running;

    public void Trigger()
    {
        lock (gate)
        {
            asked = true;
            due = fromLast ? time.GetUtcNow() + pause : due;
            if (running || stop.IsCancellationRequested)
            {
                return;
            }

            running = true;
        }

        _ = RunAsync();
    }

    /// <summary>Takes back the requests that wait; a run in progress goes on.</summary>
    public void Cancel()
    {
        lock (gate)
        {
            asked = false;
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        var hasEnded = false;
        try
        {
            while (!(hasEnded = !StillAsked()))
            {
                await Task.Delay(pause, time, stop.Token);
                while (Remaining() is { Ticks: > 0 } rest)
                {
                    await Task.Delay(rest, time, stop.Token);
                }

                if (TakeRequest())
                {
                    await act();
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page was closed, or the action was cancelled: the next trigger starts again.
        }
        finally
        {
            // After a normal end another run may have begun already.
            if (!hasEnded)
            {
                lock (gate)
                {
                    running = false;
                }
            }
        }
    }

    private TimeSpan Remaining()
    {
        lock (gate)
        {
            return asked && fromLast ? due - time.GetUtcNow() : TimeSpan.Zero;
        }
    }

    private bool TakeRequest()
    {
        lock (gate)
        {
            var wasAsked = asked;
            asked = false;
            return wasAsked;
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
