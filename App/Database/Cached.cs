using Microsoft.Extensions.Caching.Hybrid;

namespace WorkOrders.Database;

/// <summary>
/// One database value, cached for a short time in <see cref="HybridCache"/>; concurrent callers share one read. A change on another node is visible
/// after the lifetime, a change on this node at once: <see cref="Forget"/> switches to a new key, so a read in progress can't restore the old value.
/// </summary>
/// <param name="cache">The application's cache.</param>
/// <param name="key">Unique in the application.</param>
/// <param name="lifetime">Maximum age of the value.</param>
/// <param name="read">Reads the value. Its type must be immutable and marked so by an attribute, because all callers get the same instance.</param>
public sealed class Cached<T>(HybridCache cache, string key, TimeSpan lifetime, Func<CancellationToken, Task<T>> read)
    where T : notnull
{
    private readonly HybridCacheEntryOptions options = new() { Expiration = lifetime, LocalCacheExpiration = lifetime };
    private int generation;

    public ValueTask<T> GetAsync(CancellationToken cancellation = default) =>
        cache.GetOrCreateAsync($"{key}:{Volatile.Read(ref generation)}", read, static (read, stop) => new ValueTask<T>(read(stop)), options, cancellationToken: cancellation);

    /// <summary>Invalidates the value; the next call reads it from the database.</summary>
    public void Forget() => Interlocked.Increment(ref generation);
}
