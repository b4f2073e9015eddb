using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace WorkOrders.Database.Embedded;

/// <summary>The installed PostgreSQL server programs. PostgreSQL refuses to run as root; for root they run as the user postgres.</summary>
internal sealed class PostgresBinaries(string folder)
{
    internal const string ServerUser = "postgres";

    internal static bool IsRoot => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows();

    internal string Folder => folder;

    /// <summary>Searches PATH, then the usual folders, newest version first.</summary>
    public static PostgresBinaries Find() => Find(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ["/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt", "/Library/PostgreSQL"]);

    internal static PostgresBinaries Find(string[] path, string[] roots)
    {
        var usual = roots.Where(Directory.Exists).SelectMany(root => Directory.GetDirectories(root).Append(root))
            .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0).Select(d => Path.Combine(d, "bin"));

        // Look for pg_ctl and initdb: Debian puts only some of the programs on PATH.
        var folder = path.Concat(usual).FirstOrDefault(d => File.Exists(Path.Combine(d, "pg_ctl")) && File.Exists(Path.Combine(d, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed. Run ./setup.sh, or: apt-get install postgresql");
        return new PostgresBinaries(folder);
    }

    /// <summary>Creates the folder for the cluster. When the user postgres can't reach it (a checkout under /root), uses one under /var/lib.</summary>
    public static string UsableDirectory(string wanted)
    {
        ClusterFolder.Close(wanted);
        var directory = IsRoot && !Reachable(wanted)
            ? Path.Combine("/var/lib/workorders", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)))[..16], Path.GetFileName(wanted))
            : wanted;
        ClusterFolder.Make(directory);
        return directory;
    }

    /// <summary>Refuses a cluster of another PostgreSQL major version with a message that says what to do.</summary>
    public async Task RefuseOtherVersionAsync(string directory)
    {
        // pg_ctl prints "pg_ctl (PostgreSQL) 15.13 (Debian …)"; PG_VERSION contains "15".
        var answer = await RunAsync("pg_ctl", ["--version"]);
        var installed = string.Concat(answer[(answer.IndexOf(") ", StringComparison.Ordinal) + 2)..].TakeWhile(char.IsAsciiDigit));
        var made = (await File.ReadAllTextAsync(Path.Combine(directory, "PG_VERSION"))).Trim();
        if (made != installed)
        {
            throw new DatabaseRefusedException($"""
                The folder {directory} holds data made by PostgreSQL {made}; the server programs found are PostgreSQL {installed}, which can't read them.
                Nothing in it was changed. Install PostgreSQL {made} to go on with the data.
                {OtherFolder(directory)}
                """);
        }
    }

    /// <summary>Instructions for starting without the data of a folder.</summary>
    public static string OtherFolder(string directory) => $"""
        To go on without the data, stop every application that uses the folder and move it away; the next start makes a new one:
          mv {directory} {directory}-old
        Deleting it does as well; the data in it are then lost.
        """;

    /// <summary>Runs a program and returns its output. What it reads is no argument, which every account of the machine could see.</summary>
    public async Task<string> RunAsync(string program, string[] arguments, string? input = null)
    {
        // pg_ctl may use our output: the server that it starts writes to its own log.
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.RedirectStandardInput = input is not null;
        start.FileName = IsRoot ? "runuser" : Path.Combine(folder, program);
        string[] all = IsRoot ? ["-u", ServerUser, "--", Path.Combine(folder, program), .. arguments] : arguments;
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} exited with code {process.ExitCode}: {string.Concat(output).Trim()}");
        }

        return output[0];
    }

    // Whether the server's user may enter the nearest folder that exists.
    private static bool Reachable(string wanted)
    {
        var folder = ClusterFolder.Above(wanted).First(Directory.Exists);
        using var process = Process.Start("runuser", ["-u", ServerUser, "--", "test", "-x", folder]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
