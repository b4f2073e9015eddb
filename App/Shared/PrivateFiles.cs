using System.Text;

namespace WorkOrders.Shared;

/// <summary>Makes files (mode 0600) and folders (0700) that no other account of the machine can read. On Windows the folder's rights decide.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file for reading and writing. The mode is that of a new file; one that exists keeps its own.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.None, FileOptions options = FileOptions.None)
    {
        var how = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, Options = options, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, how);
    }

    /// <summary>A temporary file, deleted when it is closed.</summary>
    public static FileStream OpenScratch() =>
        Open(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, options: FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    /// <summary>Makes the folder and the missing ones above it. A folder that exists keeps its mode.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            // The framework gives the mode to the last one only.
            MakeFolder(Path.GetDirectoryName(path)!);
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Writes a file that has all of the text at any moment, or doesn't exist. One writer at a time: the caller holds a lock.</summary>
    public static void Write(string path, string text)
    {
        var half = path + ".part";
        using (var stream = Open(half, FileMode.OpenOrCreate))
        {
            stream.SetLength(0);
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(half, path, overwrite: true);
    }
}
