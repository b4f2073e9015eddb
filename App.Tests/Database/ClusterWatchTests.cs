using Microsoft.Extensions.Logging;
using Npgsql;
using WorkOrders.Database;
using WorkOrders.Database.Embedded;

namespace WorkOrders.Tests;

/// <summary>The server of a private cluster whose programs go away while it runs, as in a package upgrade.</summary>
public sealed class ClusterWatchTests : IAsyncLifetime
{
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string root = Directory.CreateTempSubdirectory("watch").FullName;
    private string oldPrograms = "";

    private string Folder => Path.Combine(root, "pg");

    private string OldRoot => Path.Combine(root, "old");

    public async Task InitializeAsync()
    {
        File.SetUnixFileMode(root, Everybody);
        oldPrograms = await CopyProgramsAsync();
    }

    public async Task DisposeAsync()
    {
        if (File.Exists(Path.Combine(Folder, "postmaster.pid")))
        {
            await (await EmbeddedPostgres.StartAsync(Folder)).DisposeAsync();
        }

        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task A_server_whose_files_were_replaced_is_restarted_once_and_connections_come_back()
    {
        await using var cluster = await StartAsync();
        await using var other = await StartAsync();
        await using var pool = NpgsqlDataSource.Create(cluster.ConnectionString("postgres"));
        await ExecuteAsync(pool, "CREATE TABLE kept (text text); INSERT INTO kept VALUES ('数据')");
        Assert.False(await cluster.IsBrokenAsync());

        Directory.Move(OldRoot, OldRoot + "-removed");
        var failure = await Assert.ThrowsAsync<PostgresException>(() => LoadLanguageAsync(cluster));
        Assert.Equal(PostgresErrorCodes.UndefinedFile, failure.SqlState);

        await WatchUntilWellAsync(cluster);
        await LoadLanguageAsync(cluster);
        Assert.False(await other.RestartIfBrokenAsync());
        await Eventually.HoldsAsync(async () => await ReadOrNullAsync(pool, "SELECT text FROM kept") == "数据");
        await LoadLanguageAsync(other);
    }

    [Fact]
    public async Task A_server_that_has_ended_is_started_again()
    {
        await using var cluster = await StartAsync();
        await PostgresBinaries.Find().RunAsync("pg_ctl", ["-D", Folder, "-m", "immediate", "-w", "stop"]);
        await WatchUntilWellAsync(cluster);
        await LoadLanguageAsync(cluster);
    }

    [Fact]
    public async Task Programs_of_another_version_stop_nothing_and_the_log_tells_it()
    {
        var found = () => PostgresBinaries.Find([oldPrograms], []);
        await using var cluster = await EmbeddedPostgres.StartAsync(() => found(), Folder, "fsync=off", "shared_buffers=32MB");
        await using var pool = NpgsqlDataSource.Create(cluster.ConnectionString("postgres"));
        await ExecuteAsync(pool, "SELECT 1");
        Directory.Move(OldRoot, OldRoot + "-removed");
        found = () => throw new DatabaseRefusedException("only another version");
        var log = new LogLines();
        bool IsTold(string line) => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("only another version", StringComparison.Ordinal);
        using (var watch = await WatchAsync(cluster, log, () => log.All.Any(IsTold)))
        {
            await watch.StopAsync(default);
        }

        await ExecuteAsync(pool, "SELECT 1");
        found = PostgresBinaries.Find;
    }

    private static async Task WatchUntilWellAsync(EmbeddedPostgres cluster)
    {
        var log = new LogLines();
        using var watch = await WatchAsync(cluster, log, () => log.All.Any(line => line.Contains("was restarted", StringComparison.Ordinal)));
        await watch.StopAsync(default);
    }

    private static async Task<ClusterWatch> WatchAsync(EmbeddedPostgres cluster, LogLines log, Func<bool> told)
    {
        var clock = Given.Clock();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(log));
        var watch = new ClusterWatch(cluster, clock, logs.CreateLogger<ClusterWatch>());
        await watch.StartAsync(default);
        await clock.AdvanceUntilAsync(ClusterWatch.Interval, told);
        return watch;
    }

    private static async Task LoadLanguageAsync(EmbeddedPostgres cluster)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("DO 'BEGIN PERFORM 1; END'", connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource pool, string statement)
    {
        await using var command = pool.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string?> ReadOrNullAsync(NpgsqlDataSource pool, string query)
    {
        try
        {
            await using var command = pool.CreateCommand(query);
            return (string?)await command.ExecuteScalarAsync();
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    private static string Target(string under, string path) => Path.Combine(under, path.TrimStart('/'));

    private static void MakeFolder(string path) => Directory.CreateDirectory(path, Everybody);

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(
        () => Directory.Exists(oldPrograms) ? PostgresBinaries.Find([oldPrograms], []) : PostgresBinaries.Find(), Folder, "fsync=off", "shared_buffers=32MB");

    // The server finds its files beside the folder of its program when they lie as they did where it was built.
    private async Task<string> CopyProgramsAsync()
    {
        var bin = Path.GetDirectoryName(File.ResolveLinkTarget(Path.Combine(PostgresBinaries.Find().Folder, "pg_ctl"), returnFinalTarget: true)?.FullName)
            ?? PostgresBinaries.Find().Folder;
        var installed = new PostgresBinaries(bin);
        async Task<string> PathOf(string kind) => (await installed.RunAsync("pg_config", ["--" + kind])).Trim();
        var (lib, share) = (await PathOf("pkglibdir"), await PathOf("sharedir"));
        MakeFolder(Target(OldRoot, bin));
        foreach (var program in new[] { "postgres", "pg_ctl", "initdb" })
        {
            File.Copy(Path.Combine(bin, program), Path.Combine(Target(OldRoot, bin), program));
        }

        MakeFolder(Target(OldRoot, lib));
        foreach (var library in new[] { "plpgsql", "dict_snowball" })
        {
            File.Copy(Path.Combine(lib, library + ".so"), Path.Combine(Target(OldRoot, lib), library + ".so"));
        }

        MakeFolder(Path.GetDirectoryName(Target(OldRoot, share))!);
        File.CreateSymbolicLink(Target(OldRoot, share), share);
        return Target(OldRoot, bin);
    }
}
