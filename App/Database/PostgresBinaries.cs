using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace WorkOrders.Database;

/// <summary>The installed PostgreSQL server programs. Root may not run them, so as root they run as the user postgres.</summary>
internal sealed class PostgresBinaries(string folder)
{
    private const string ServerUser = "postgres";

    private static bool IsRoot => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows();

    /// <summary>Looks in PATH, then in the usual places, newest version first.</summary>
    public static PostgresBinaries Find() => Find(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ["/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt", "/Library/PostgreSQL"]);

    internal static PostgresBinaries Find(string[] path, string[] roots)
    {
        var usual = roots.Where(Directory.Exists).SelectMany(root => Directory.GetDirectories(root).Append(root))
            .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0).Select(d => Path.Combine(d, "bin"));

        // pg_ctl: Debian puts only some of the programs on PATH.
        var folder = path.Concat(usual).FirstOrDefault(d => File.Exists(Path.Combine(d, "pg_ctl")) && File.Exists(Path.Combine(d, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed. Run ./setup.sh, or: apt-get install postgresql");
        return new PostgresBinaries(folder);
    }

    /// <summary>The folder for the cluster, made; when the user postgres can't reach it (a checkout under /root), one under /var/lib.</summary>
    public static string UsableDirectory(string wanted)
    {
        var directory = !OperatingSystem.IsWindows() && IsRoot && !Reachable(wanted)
            ? Path.Combine("/var/lib/workorders", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)))[..16], Path.GetFileName(wanted))
            : wanted;
        Directory.CreateDirectory(directory);
        if (IsRoot)
        {
            // The server writes its data and, beside the folder, its log.
            File.AppendAllText(directory + ".log", "");
            Run("chown", [ServerUser, directory, directory + ".log"]);
        }

        return directory;
    }

    public async Task RunAsync(string program, params string[] arguments)
    {
        // pg_ctl may keep our output: the server it starts writes to its log.
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.FileName = IsRoot ? "runuser" : Path.Combine(folder, program);
        string[] all = IsRoot ? ["-u", ServerUser, "--", Path.Combine(folder, program), .. arguments] : arguments;
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {string.Concat(output).Trim()}");
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool Reachable(string wanted)
    {
        for (var folder = Path.GetDirectoryName(wanted); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder) && !File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static void Run(string program, string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }
}
