using WorkOrders.Shared;

namespace WorkOrders.Drafts;

/// <summary>Autosaves a draft: debounced while typing, retried after a failure, and on dispose. Only one write runs at a time.</summary>
/// <param name="time">Time source for debounce and retry.</param>
/// <param name="write">Saves the current text; returns false when the database is not available.</param>
/// <param name="onPage">Runs a callback in the form's synchronization context.</param>
internal sealed class DraftAutosave(TimeProvider time, Func<Task<bool>> write, Func<Func<Task>, Task> onPage) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1);
    private ITimer? timer;

    /// <summary>There is typed text that is not saved yet.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>Saved, discarded or closed: autosave has ended.</summary>
    public bool HasEnded { get; private set; }

    public void Typed()
    {
        if (!HasEnded)
        {
            IsBehind = true;
            KeepIn(Pause);
        }
    }

    public async Task KeepAsync()
    {
        await gate.WaitAsync();
        try
        {
            await WriteAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Waits for a running write, then saves what was typed since. After the end there is nothing to wait for.</summary>
    public async Task FlushAsync()
    {
        if (HasEnded)
        {
            return;
        }

        await gate.WaitAsync();
        try
        {
            await (IsBehind ? WriteAsync() : Task.CompletedTask);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>True when everything that was typed is saved. Waits for a running write.</summary>
    public async Task<bool> IsSavedAsync()
    {
        await gate.WaitAsync();
        gate.Release();
        return !IsBehind;
    }

    /// <summary>
    /// Waits for a running write, which would otherwise create the draft again; then saves or discards for good. Autosave continues if
    /// <paramref name="act"/> is refused.
    /// </summary>
    public async Task<Outcome> EndAsync(Func<Task<Outcome>> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await gate.WaitAsync();
        try
        {
            var outcome = await act();
            if (!outcome.IsRefused)
            {
                (HasEnded, IsBehind) = (true, false);
            }

            return outcome;
        }
        finally
        {
            if (!HasEnded && IsBehind)
            {
                KeepIn(Pause);
            }

            gate.Release();
        }
    }

    /// <summary>Waits for a running write, then saves the last changes unless they were already saved.</summary>
    public async ValueTask DisposeAsync()
    {
        timer?.Dispose();
        await gate.WaitAsync();
        try
        {
            await (IsBehind ? WriteAsync() : Task.CompletedTask);
        }
        finally
        {
            HasEnded = true;
            gate.Release();
        }
    }

    private async Task WriteAsync()
    {
        if (HasEnded)
        {
            return;
        }

        IsBehind = false;
        if (!await write())
        {
            IsBehind = true;
            KeepIn(Again);
        }
    }

    private void KeepIn(TimeSpan pause)
    {
        timer ??= time.CreateTimer(_ => _ = onPage(KeepAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(pause, Timeout.InfiniteTimeSpan);
    }
}
