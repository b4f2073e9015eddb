namespace WorkOrders.Database.Embedded;

/// <summary>Finds database server processes of a folder.</summary>
internal static class ServerProcesses
{
    /// <summary>Whether a server process has the folder as its current directory. Always true when the platform can't tell.</summary>
    public static bool WorkIn(string directory) =>
        !OperatingSystem.IsLinux() || Directory.EnumerateDirectories("/proc").Any(process => IsIn(process, directory));

    private static bool IsIn(string process, string directory)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0])
                && File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName == directory;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The process has ended or belongs to another user. Our server runs as a user that we can inspect.
            return false;
        }
    }
}
