using System.Security.Cryptography;
using WorkOrders.Shared;

namespace WorkOrders.Database.Embedded;

/// <summary>The password of a private cluster: random, in a file beside the cluster's folder that only the application's user can read.</summary>
internal static class ClusterPassword
{
    private const string Rules = """
        # Written by the application: whoever connects needs the password in the file beside this folder.
        host all all 127.0.0.1/32 scram-sha-256

        """;

    public static string FileOf(string directory) => directory + ".password";

    /// <summary>Null when the cluster doesn't ask for it: a new one, or one of a build that trusted the whole machine.</summary>
    public static string? Read(string directory) =>
        File.Exists(FileOf(directory)) && File.Exists(RulesOf(directory)) && File.ReadAllText(RulesOf(directory)) == Rules
            ? File.ReadAllText(FileOf(directory)).Trim()
            : null;

    /// <summary>Makes a password. The server must not run: a single-user session sets it, which needs no old one. Data stay as they are.</summary>
    public static async Task SetAsync(PostgresBinaries binaries, string directory)
    {
        var password = RandomNumberGenerator.GetHexString(64, lowercase: true);
        File.Delete(FileOf(directory));
        string[] settings = ["-c", "exit_on_error=on", "-c", "password_encryption=scram-sha-256", "-c", "log_statement=none"];
        string[] session = ["--single", "-D", directory, .. settings, "postgres"];
        await binaries.RunAsync("postgres", session, input: $"ALTER ROLE postgres PASSWORD '{password}'\n");
        await File.WriteAllTextAsync(RulesOf(directory), Rules);

        // Last: without this file the next start does all of it again.
        PrivateFiles.Write(FileOf(directory), password + "\n");
    }

    private static string RulesOf(string directory) => Path.Combine(directory, "pg_hba.conf");
}
