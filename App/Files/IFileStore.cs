namespace WorkOrders.Files;

/// <summary>Where the contents of files are kept: a disk here, an object store elsewhere. Names are ours: small letters and digits.</summary>
public interface IFileStore
{
    /// <summary>All of it is there afterwards, or nothing.</summary>
    Task PutAsync(string name, Stream content, CancellationToken cancellation = default);

    /// <summary>A stream that can be searched; null when there is no such content.</summary>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellation = default);

    /// <summary>Nothing happens when there is none.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation = default);

    /// <summary>Everything that is kept, half-written leftovers included, with the time it was written.</summary>
    IEnumerable<(string Name, DateTimeOffset WrittenAt)> List();
}
