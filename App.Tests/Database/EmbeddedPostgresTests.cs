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
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

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
        var connection = new NpgsqlConnectionStringBuilder(cluster.ConnectionString("orders_of_a_bank"));
        var (code, output, errors) = await ChildApp.RunAsync("--ConnectionStrings:Default", connection.ConnectionString);
        Assert.Equal(1, code);
        Assert.Contains($"The database orders_of_a_bank on the server tcp://127.0.0.1:{cluster.Port} holds data of an older or newer state", errors, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:Default", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(connection.Password!, output + errors, StringComparison.Ordinal);
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

    [Fact]
    public async Task Nobody_connects_without_the_password_which_only_the_applications_user_reads()
    {
        await using var cluster = await StartAsync();
        var connection = new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")) { Pooling = false };
        var password = connection.Password;
        Assert.Equal("scram-sha-256", await ReadAsync(cluster, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"));
        Assert.StartsWith("SCRAM-SHA-256$", await ReadAsync(cluster, "SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'"), StringComparison.Ordinal);
        foreach (var wrong in new[] { null, "", "postgres" })
        {
            connection.Password = wrong;
            await using var stranger = new NpgsqlConnection(connection.ConnectionString);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => stranger.OpenAsync());
        }

        Assert.Equal(password, (await File.ReadAllTextAsync(Folder + ".password")).Trim());
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Folder + ".password"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cluster_that_trusted_the_whole_machine_asks_for_a_password_from_then_on_and_its_data_stay(bool isRunning)
    {
        var port = await StartTrustingAsync();
        await using (var anybody = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false"))
        {
            await anybody.OpenAsync();
            await using var command = new NpgsqlCommand("CREATE TABLE kept (text text); INSERT INTO kept VALUES ('数据')", anybody);
            await command.ExecuteNonQueryAsync();
        }

        if (!isRunning)
        {
            await PostgresBinaries.Find().RunAsync("pg_ctl", ["-D", Folder, "-m", "fast", "-w", "stop"]);
        }

        await using var cluster = await StartAsync();
        Assert.Equal("数据", await ReadAsync(cluster, "SELECT text FROM kept"));
        await using var stranger = new NpgsqlConnection($"Host=127.0.0.1;Port={cluster.Port};Username=postgres;Database=postgres;Pooling=false");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => stranger.OpenAsync());
        await using var second = await StartAsync();
        Assert.Equal(cluster.Port, second.Port);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "of another folder")]
    [InlineData(true, "of another folder")]
    public async Task A_password_that_was_lost_or_is_another_one_is_set_anew(bool isRunning, string? instead)
    {
        var first = await StartAsync();
        await ExecuteAsync(first, "CREATE TABLE kept (text text); INSERT INTO kept VALUES ('数据')");
        if (!isRunning)
        {
            await first.DisposeAsync();
        }

        File.Delete(Folder + ".password");
        if (instead is not null)
        {
            await File.WriteAllTextAsync(Folder + ".password", instead);
        }

        await using (var cluster = await StartAsync())
        {
            Assert.Equal("数据", await ReadAsync(cluster, "SELECT text FROM kept"));
        }

        if (isRunning)
        {
            await first.DisposeAsync();
        }
    }

    /// <summary>Root's files are root's alone, although the server's user passes through the folder.</summary>
    [Fact]
    public async Task No_other_account_enters_the_data_folder_or_reads_what_stands_beside_the_cluster()
    {
        var data = Directory.CreateDirectory(Path.Combine(root, ".data"), Everybody).FullName;
        var folder = Path.Combine(data, "deep", "pg");
        await using (var cluster = await EmbeddedPostgres.StartAsync(folder, "fsync=off", "shared_buffers=32MB"))
        {
            Assert.Equal(folder, cluster.DataDirectory);
            var passing = OwnerOnly | UnixFileMode.UserExecute | (Environment.UserName == "root" ? UnixFileMode.GroupExecute : UnixFileMode.None);
            Assert.All([data, Path.GetDirectoryName(folder)!], between => Assert.Equal(passing, File.GetUnixFileMode(between)));
            Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            var beside = Directory.GetFiles(Path.GetDirectoryName(folder)!);
            Assert.Equal(["pg.lock", "pg.log", "pg.password", "pg.use"], beside.Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.All(beside, file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
        }
    }

    [Fact]
    public async Task In_Production_the_key_file_is_made_beside_the_cluster_and_refused_settings_leave_no_server()
    {
        string[] settings =
        [
            "--environment", "Production", "--Database:ClusterDirectory", Folder, "--AllowedHosts", "gongdan.example", "--PublicAddress", "https://gongdan.example",
        ];
        await using (var app = await ChildApp.StartAsync(settings))
        {
            Assert.Contains(app.Log, line => line.Contains("ConnectionStrings:Default is not set", StringComparison.Ordinal));
            await app.StopAsync();
        }

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Folder + ".key"));
        await using (var cluster = await StartAsync())
        {
            var stored = await ReadAsync(cluster, "SELECT string_agg(\"Xml\", '') FROM \"DataProtectionKeys\"", "workorders");
            Assert.Contains("encryptedSecret", stored, StringComparison.Ordinal);
            Assert.DoesNotContain("<value>", stored, StringComparison.Ordinal);
        }

        File.Move(Folder + ".key", Folder + ".key-elsewhere");
        var (code, _, errors) = await ChildApp.RunAsync(settings);
        Assert.Equal(1, code);
        Assert.Contains($"The key file {Folder}.key is missing.", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Folder + ".key"));
        Assert.False(File.Exists(PidFile), "The cluster was not stopped.");
        (code, _, errors) = await ChildApp.RunAsync([.. settings, "--AllowedHosts", "*"]);
        Assert.Equal(1, code);
        Assert.StartsWith("AllowedHosts:", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(PidFile), "The cluster was not stopped.");
    }

    private string PidFile => Path.Combine(Folder, "postmaster.pid");

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(Folder, "fsync=off", "shared_buffers=32MB");

    // As earlier builds did.
    private async Task<int> StartTrustingAsync()
    {
        var binaries = PostgresBinaries.Find();
        PostgresBinaries.UsableDirectory(Folder);
        await binaries.RunAsync("initdb", ["-D", Folder, "-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "trust", "--no-instructions"]);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var options = $"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c shared_buffers=32MB";
        await binaries.RunAsync("pg_ctl", ["-D", Folder, "-w", "-s", "-l", Folder + ".log", "-o", options, "start"]);
        return port;
    }

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
