using System.Security.Cryptography;

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
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Writes the text to a new file that has all of it, or doesn't exist. False when the file exists already: of several writers the first wins.</summary>
    public static bool TryWrite(string path, string text)
    {
        var half = $"{path}.{RandomNumberGenerator.GetHexString(16)}.part";
        try
        {
            using (var stream = Open(half, FileMode.CreateNew))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(half, path);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(half);
        }
    }
}
