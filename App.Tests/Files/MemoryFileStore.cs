using System.Collections.Concurrent;
using WorkOrders.Files;

namespace WorkOrders.Tests.Files;

/// <summary>A file store in memory, for one test.</summary>
internal sealed class MemoryFileStore(TimeProvider time) : IFileStore
{
    private readonly ConcurrentDictionary<string, (byte[] Content, DateTimeOffset At)> files = [];

    public async Task PutAsync(string name, Stream content, CancellationToken cancellation = default)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellation);
        files[name] = (copy.ToArray(), time.GetUtcNow());
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellation = default) =>
        Task.FromResult<Stream?>(files.TryGetValue(name, out var file) ? new MemoryStream(file.Content) : null);

    public Task DeleteAsync(string name, CancellationToken cancellation = default)
    {
        files.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    public IEnumerable<(string Name, DateTimeOffset WrittenAt)> List() => files.Select(f => (f.Key, f.Value.At));
}
