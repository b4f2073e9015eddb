namespace WorkOrders.Files;

/// <summary>Stores file contents, on disk or in an object store. Names consist of lowercase letters and digits.</summary>
public interface IFileStore
{
    /// <summary>Stores the content atomically: all or nothing.</summary>
    Task PutAsync(string name, Stream content, CancellationToken cancellation = default);

    /// <summary>A seekable stream; null when there is no such content.</summary>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellation = default);

    /// <summary>Does nothing when there is no such content.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation = default);

    /// <summary>All stored contents with the time of writing, including partly written ones.</summary>
    IEnumerable<(string Name, DateTimeOffset WrittenAt)> List();
}
