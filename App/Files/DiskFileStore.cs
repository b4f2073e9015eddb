using Microsoft.Extensions.Options;
using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>File store on disk. The second and third letters of a name are its subfolder. Several nodes must share the folder.</summary>
public sealed class DiskFileStore(IOptions<FilesOptions> options, IHostEnvironment host, TimeProvider time) : IFileStore
{
    private readonly string root = Path.GetFullPath(Path.Combine(host.ContentRootPath, options.Value.Path));

    public async Task PutAsync(string name, Stream content, CancellationToken cancellation = default)
    {
        var path = PathOf(name);
        PrivateFiles.MakeFolder(Path.GetDirectoryName(path)!);
        var half = $"{path}.{Guid.CreateVersion7(time.GetUtcNow()):N}.part";
        try
        {
            await using (var file = PrivateFiles.Open(half, FileMode.CreateNew, options: FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, cancellation);
                file.Flush(flushToDisk: true);
            }

            File.SetLastWriteTimeUtc(half, time.GetUtcNow().UtcDateTime);
            File.Move(half, path);
        }
        catch
        {
            File.Delete(half);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellation = default)
    {
        var path = PathOf(name);
        return Task.FromResult<Stream?>(File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous) : null);
    }

    public Task DeleteAsync(string name, CancellationToken cancellation = default)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public IEnumerable<(string Name, DateTimeOffset WrittenAt)> List() => !Directory.Exists(root) ? []
        : new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => (file.Name, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)));

    // Names from List may have the extension of a partly written file. The check prevents path traversal.
    private string PathOf(string name) => name.Length >= 4 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '.') && !name.Contains("..", StringComparison.Ordinal)
        ? Path.Combine(root, name[1..3], name)
        : throw new ArgumentException("This is not a valid name in the file store.", nameof(name));
}

/// <summary>The settings section Files.</summary>
public sealed class FilesOptions
{
    /// <summary>The folder of the disk store, outside the web root. Relative to the content root.</summary>
    public string Path { get; set; } = ".data/files";

    /// <summary>How long an uploaded file is kept without a reference to it.</summary>
    public TimeSpan KeepUnattached { get; set; } = TimeSpan.FromDays(1);
}
