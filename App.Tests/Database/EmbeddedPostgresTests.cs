using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using WorkOrders.Database;
using WorkOrders.Database.Embedded;

namespace WorkOrders.Tests;

/// <summary>The PostgreSQL cluster that the application starts for itself, in a temporary folder.</summary>
public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("workorders").FullName;
    private string Folder => Path.Combine(root, "pg");

    public Task InitializeAsync()
    {
        // When the tests run as root, the server runs as user postgres, which needs access to this folder.
        File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        if (File.Exists(PidFile))
        {
            await (await StartAsync()).DisposeAsync();
        }

        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task The_last_who_leaves_stops_it_and_the_data_stay()
    {
        var first = await StartAsync();
        await ExecuteAsync(first, "CREATE TABLE kept (text text); INSERT INTO kept VALUES ('数据')");
        var second = await StartAsync();
        Assert.Equal(first.Port, second.Port);

        await first.DisposeAsync();
        Assert.Equal("数据", await ReadAsync(second, "SELECT text FROM kept"));
        await second.DisposeAsync();
        Assert.False(File.Exists(PidFile));

        await using var again = await StartAsync();
        Assert.Equal("数据", await ReadAsync(again, "SELECT text FROM kept"));
    }

    [Fact]
    public async Task What_a_power_cut_left_behind_does_not_stop_the_next_start()
    {
        await (await StartAsync()).DisposeAsync();

        // The process ID and the port in the stale PID file now belong to another process: this test.
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();
        var port = ((IPEndPoint)somebody.LocalEndpoint).Port;
        await File.WriteAllLinesAsync(PidFile, [Environment.ProcessId.ToString(CultureInfo.InvariantCulture), Folder, "1700000000", port.ToString(CultureInfo.InvariantCulture), "", "127.0.0.1", "", "ready"]);

        await using var cluster = await StartAsync();
        Assert.NotEqual(port, cluster.Port);
        Assert.Equal("1", await ReadAsync(cluster, "SELECT '1'"));
    }

    [Fact]
    public async Task A_folder_the_servers_user_cannot_reach_is_replaced_by_one_under_var_lib()
    {
        if (Environment.UserName != "root")
        {
            return;
        }

        File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var cluster = await StartAsync();
        try
        {
            Assert.StartsWith("/var/lib/workorders/", cluster.DataDirectory, StringComparison.Ordinal);
            Assert.Equal("1", await ReadAsync(cluster, "SELECT '1'"));
        }
        finally
        {
            await cluster.DisposeAsync();
            Directory.Delete(Path.GetDirectoryName(cluster.DataDirectory)!, recursive: true);
        }
    }

    [Fact]
    public void Without_PostgreSQL_the_message_names_the_command_that_installs_it()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => PostgresBinaries.Find([root], [root]));
        Assert.Contains("apt-get install postgresql", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_saved_is_lost_when_the_application_is_killed_and_the_next_one_stops_what_was_left()
    {
        await using (var killed = await ChildApp.StartAsync("--Database:ClusterDirectory", Folder))
        {
            await killed.FailToSignInAsync("agent1");
            await killed.KillAsync();
        }

        Assert.True(File.Exists(PidFile), "The killed application could not stop its cluster.");
        await using (var next = await ChildApp.StartAsync("--Database:ClusterDirectory", Folder))
        {
            await using (var cluster = await StartAsync())
            {
                Assert.Equal("1", await ReadAsync(cluster, "SELECT \"AccessFailedCount\"::text FROM \"Users\" WHERE \"UserName\" = 'agent1'", "workorders"));
            }

            await next.StopAsync();
        }

        Assert.False(File.Exists(PidFile));
    }

    /// <summary>The state after build/remake-migrations.sh: the same tables, but the migration has another timestamp.</summary>
    [Fact]
    public async Task A_folder_of_another_state_is_refused_by_name_and_nothing_in_it_changes()
    {
        const string Content = """
            SELECT string_agg(line, E'\n' ORDER BY line) FROM (
                SELECT relname || ' ' || relkind::text AS line FROM pg_class WHERE relnamespace = 'public'::regnamespace
                UNION ALL SELECT "MigrationId" FROM "Migrations") AS content
            """;
        string? before;
        await using (var cluster = await StartAsync())
        {
            await cluster.AddDatabaseAsync("workorders");
            await MakeOlderAsync(cluster, "workorders");
            before = await ReadAsync(cluster, Content, "workorders");
        }

        var (code, output, errors) = await ChildApp.RunAsync("--Database:ClusterDirectory", Folder);
        Assert.Equal(1, code);
        Assert.Contains($"The folder {Folder} holds data of an older or newer state", errors, StringComparison.Ordinal);
        Assert.Contains("20200101000000_Initial", errors, StringComparison.Ordinal);
        Assert.Contains($"mv {Folder} {Folder}-old", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
        Assert.False(File.Exists(PidFile), "The cluster was not stopped.");
        await using var again = await StartAsync();
        Assert.Equal(before, await ReadAsync(again, Content, "workorders"));
    }

    [Fact]
    public async Task A_configured_database_of_another_state_is_refused_by_name_without_the_password()
    {
        await using var cluster = await StartAsync();
        await cluster.AddDatabaseAsync("orders_of_a_bank");
        await MakeOlderAsync(cluster, "orders_of_a_bank");
        var (code, output, errors) = await ChildApp.RunAsync("--ConnectionStrings:Default", cluster.ConnectionString("orders_of_a_bank") + ";Password=geheim-4711");
        Assert.Equal(1, code);
        Assert.Contains($"The database orders_of_a_bank on the server tcp://127.0.0.1:{cluster.Port} holds data of an older or newer state", errors, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:Default", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", output + errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public void On_SQL_Server_the_message_names_database_and_server_without_the_password()
    {
        var options = new DbContextOptionsBuilder<SqlServerDb>();
        SqlServerDb.Configure(options, "Server=db.bank.example,1433;Database=orders;User Id=sa;Password=geheim-4711");
        using var db = new SqlServerDb(options.Options);
        var refusal = UnknownMigrations.Refusal(db, [.. db.Database.GetMigrations(), "20200101000000_Initial"], folder: null);
        Assert.StartsWith("The database orders on the server db.bank.example,1433 holds data of an older or newer state", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refusal, StringComparison.Ordinal);
        Assert.Contains("drop this one", refusal, StringComparison.Ordinal);
        var newer = UnknownMigrations.Refusal(db, [.. db.Database.GetMigrations(), "20990101000000_Later"], folder: null);
        Assert.Contains("Start that build; do not delete the data.", newer, StringComparison.Ordinal);
        Assert.DoesNotContain("drop this one", newer, StringComparison.Ordinal);
        Assert.Null(UnknownMigrations.Refusal(db, db.Database.GetMigrations(), folder: null));
        Assert.Null(UnknownMigrations.Refusal(db, [], folder: null));
    }

    [Fact]
    public async Task A_folder_of_another_PostgreSQL_version_is_refused_in_words()
    {
        await (await StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "PG_VERSION"), "9\n");
        var (code, output, errors) = await ChildApp.RunAsync("--Database:ClusterDirectory", Folder);
        Assert.Equal(1, code);
        Assert.Contains($"The folder {Folder} holds data made by PostgreSQL 9;", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    private string PidFile => Path.Combine(Folder, "postmaster.pid");

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(Folder, "fsync=off", "shared_buffers=32MB");

    private static async Task MakeOlderAsync(EmbeddedPostgres cluster, string database)
    {
        await TestDatabase.MigrateAsync(cluster.ConnectionString(database));
        await ExecuteAsync(cluster, """UPDATE "Migrations" SET "MigrationId" = '20200101000000_Initial' WHERE "MigrationId" LIKE '%\_Initial'""", database);
    }

    private static async Task ExecuteAsync(EmbeddedPostgres cluster, string statement, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string?> ReadAsync(EmbeddedPostgres cluster, string query, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return (string?)await command.ExecuteScalarAsync();
    }
}
