using WorkOrders.Shared;

namespace WorkOrders.Database.Embedded;

/// <summary>Locks between processes, held as open files. The kernel releases them when a process is killed.</summary>
internal static class ClusterLock
{
    /// <summary>Waits for the exclusive lock.</summary>
    public static async Task<FileStream> WaitAsync(string file, TimeSpan patience)
    {
        for (var left = patience; ; left -= TimeSpan.FromMilliseconds(100))
        {
            if (Try(file) is { } stream)
            {
                return stream;
            }

            if (left <= TimeSpan.Zero)
            {
                throw new InvalidOperationException($"Another process holds {file}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>The exclusive lock, or null while another process holds it, shared or exclusive.</summary>
    public static FileStream? Try(string file)
    {
        try
        {
            return PrivateFiles.Open(file, FileMode.OpenOrCreate);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A shared lock.</summary>
    public static FileStream Share(string file)
    {
        Try(file)?.Dispose();
        return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
    }
}
