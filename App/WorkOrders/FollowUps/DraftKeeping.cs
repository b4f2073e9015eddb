namespace WorkOrders.FollowUps;

/// <summary>When a draft is kept: after every pause, again when it could not be, and at the latest when its form goes. One write at a time: a later one has everything of an earlier.</summary>
/// <param name="time">Of the pauses.</param>
/// <param name="write">Keeps what is typed now; false when the database is away.</param>
/// <param name="onPage">Runs it where the form's events run.</param>
internal sealed class DraftKeeping(TimeProvider time, Func<Task<bool>> write, Func<Func<Task>, Task> onPage) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1);
    private ITimer? timer;

    /// <summary>Something was typed that is nowhere else yet.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>Saved, dropped or left: there is nothing more to keep.</summary>
    public bool HasEnded { get; private set; }

    public void Typed()
    {
        IsBehind = true;
        KeepIn(Pause);
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

    /// <summary>Does what makes the draft needless, after a write that is under way and before any other. It goes on being kept when <paramref name="act"/> answers false.</summary>
    public async Task EndAsync(Func<Task<bool>> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await gate.WaitAsync();
        try
        {
            HasEnded = await act() || HasEnded;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The form goes: what is under way ends first, and the last words are kept unless they were saved.</summary>
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
