using System.Diagnostics;
using WorkOrders.Shared;

namespace WorkOrders.Database.Embedded;

/// <summary>
/// The folders around a private cluster. No other account of the machine may enter those that the application makes, nor the folder .data. When the application
/// is root, the server's user may pass through them (0710 with its group), but not list them: the files beside the cluster are root's alone.
/// </summary>
internal static class ClusterFolder
{
    private const string DataFolder = ".data";

    /// <summary>The folders above, the nearest first.</summary>
    public static IEnumerable<string> Above(string directory)
    {
        for (var folder = Path.GetDirectoryName(directory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }

    /// <summary>Closes the folder .data if it exists: earlier builds made it for everybody to read.</summary>
    public static void Close(string directory)
    {
        if (Above(directory).FirstOrDefault(folder => Path.GetFileName(folder) == DataFolder && Directory.Exists(folder)) is { } data)
        {
            CloseFolder(data);
        }
    }

    /// <summary>Makes the folder of the cluster and the file of its log, which belong to the server's user.</summary>
    public static void Make(string directory)
    {
        var missing = Above(directory).TakeWhile(folder => !Directory.Exists(folder)).ToList();
        PrivateFiles.MakeFolder(directory);
        missing.ForEach(CloseFolder);
        using (PrivateFiles.Open(directory + ".log", FileMode.OpenOrCreate, FileShare.ReadWrite))
        {
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory + ".log", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        if (PostgresBinaries.IsRoot)
        {
            Run("chown", [PostgresBinaries.ServerUser, directory, directory + ".log"]);
        }
    }

    private static void CloseFolder(string folder)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            if (PostgresBinaries.IsRoot)
            {
                Run("chgrp", [PostgresBinaries.ServerUser, folder]);
                File.SetUnixFileMode(folder, OwnerOnly | UnixFileMode.GroupExecute);
            }
            else
            {
                File.SetUnixFileMode(folder, OwnerOnly);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // Somebody else's folder, such as a mounted volume: its owner decides who may enter.
        }
    }

    private static void Run(string program, string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }
}
