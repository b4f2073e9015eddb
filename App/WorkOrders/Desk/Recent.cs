namespace WorkOrders.Desk;

/// <summary>A value that is read again once it is too old; many askers share one reading.</summary>
internal sealed class Recent<T>(TimeSpan lifetime, TimeProvider time, Func<Task<T>> read)
{
    private readonly Lock gate = new();
    private Task<T>? value;
    private long readAt;

    public Task<T> GetAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            if (value is null || value.IsFaulted || value.IsCanceled || time.GetElapsedTime(readAt) >= lifetime)
            {
                readAt = time.GetTimestamp();
                value = Task.Run(read, CancellationToken.None);
            }

            return value.WaitAsync(cancellation);
        }
    }

    /// <summary>The next asker reads anew.</summary>
    public void Forget()
    {
        lock (gate)
        {
            value = null;
        }
    }
}
