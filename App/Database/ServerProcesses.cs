namespace WorkOrders.Database;

/// <summary>The machine's processes, as far as a database folder is concerned.</summary>
internal static class ServerProcesses
{
    /// <summary>Whether any process of a server works in the folder: all of them have it as their current directory. True where that can't be told.</summary>
    public static bool WorkIn(string directory) => !OperatingSystem.IsLinux() || Directory.EnumerateDirectories("/proc").Any(process => IsIn(process, directory));

    private static bool IsIn(string process, string directory)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0])
                && File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName == directory;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or belongs to another user: the server would be ours.
            return false;
        }
    }
}
