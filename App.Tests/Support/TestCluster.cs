using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.SqlClient;
using Npgsql;
using WorkOrders.Database;
using WorkOrders.Database.Embedded;

namespace WorkOrders.Tests.Support;

/// <summary>
/// The database server of a test run: a private PostgreSQL cluster with a migrated template, copied for each test class,
/// or the SQL Server of TEST_SQLSERVER=&lt;connection string&gt;. Database names contain the process ID, so that the next run
/// drops the databases of a killed run and two parallel runs do not conflict.
/// </summary>
public static class TestCluster
{
    private static readonly string? SqlServer = Environment.GetEnvironmentVariable("TEST_SQLSERVER") is { Length: > 0 } text ? text : null;

    private static readonly string Prefix = $"test_{Environment.ProcessId}_";

    private static readonly SemaphoreSlim OneAtATime = new(1);

    private static readonly Lazy<Task<EmbeddedPostgres>> Postgres = new(StartAsync);

    private static readonly Lazy<Task<string>> Migrated = new(() => MakeTemplateAsync("migrated", TestDatabase.MigrateAsync));

    private static readonly Lazy<Task<string>> Demo = new(() => MakeTemplateAsync("demo", AppFixture.AddDemoAsync));

    private static int last;

    public static DatabaseProvider Provider => SqlServer is null ? DatabaseProvider.PostgreSql : DatabaseProvider.SqlServer;

    /// <summary>A database with all tables and no data.</summary>
    public static Task<string> NewDatabaseAsync() => NewDatabaseAsync(Migrated, TestDatabase.MigrateAsync);

    /// <summary>A database after the first start in Development: roles, demo staff and demo data.</summary>
    public static Task<string> NewDemoDatabaseAsync() => NewDatabaseAsync(Demo, AppFixture.AddDemoAsync);

    /// <summary>A database without tables.</summary>
    public static async Task<string> NewEmptyDatabaseAsync()
    {
        var name = NextName();
        if (SqlServer is null)
        {
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0");
        }
        else
        {
            // As docs/sql-server.md tells an administrator.
            await ExecuteAsync($"CREATE DATABASE {name} COLLATE Chinese_Simplified_Pinyin_100_CI_AS_KS_WS_SC");
            await ExecuteAsync($"ALTER DATABASE {name} SET READ_COMMITTED_SNAPSHOT ON");
        }

        return await ConnectionStringAsync(name);
    }

    public static async Task DropAsync(string connectionString)
    {
        if (SqlServer is null)
        {
            await using (var connection = new NpgsqlConnection(connectionString))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            await ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
            return;
        }

        await DropSqlServerAsync(new SqlConnectionStringBuilder(connectionString).InitialCatalog);
    }

    internal static async Task StopAsync()
    {
        if (Postgres.IsValueCreated)
        {
            foreach (var name in await NamesAsync())
            {
                if (name.StartsWith(Prefix, StringComparison.Ordinal))
                {
                    await ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
                }
            }

            await (await Postgres.Value).DisposeAsync();
        }
    }

    private static async Task<string> NewDatabaseAsync(Lazy<Task<string>> template, Func<string, Task> fill)
    {
        if (SqlServer is not null)
        {
            var empty = await NewEmptyDatabaseAsync();
            await fill(empty);
            return empty;
        }

        var name = NextName();
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {await template.Value}");
        return await ConnectionStringAsync(name);
    }

    private static async Task<string> MakeTemplateAsync(string name, Func<string, Task> fill)
    {
        var template = Prefix + name;
        await ExecuteAsync($"CREATE DATABASE {template} TEMPLATE template0");
        var connectionString = await ConnectionStringAsync(template);
        await fill(connectionString);
        await using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
        return template;
    }

    // Durability is off: test data may be lost at a power cut, and waiting for the disk is slow.
    private static async Task<EmbeddedPostgres> StartAsync()
    {
        var cluster = await EmbeddedPostgres.StartAsync(
            Repository.PathOf(".data", "tests", "pg"), "fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB", "max_connections=300");
        await DropLeftoversAsync(cluster.ConnectionString("postgres"));
        return cluster;
    }

    private static async Task DropLeftoversAsync(string connectionString)
    {
        foreach (var name in await NamesAsync(connectionString))
        {
            if (name.Split('_') is ["test", var process, ..] && !IsAlive(process))
            {
                await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", connectionString);
            }
        }
    }

    private static bool IsAlive(string process) =>
        int.TryParse(process, CultureInfo.InvariantCulture, out var id) && Process.GetProcesses().Any(p => p.Id == id);

    private static async Task<List<string>> NamesAsync(string? connectionString = null)
    {
        await using var connection = new NpgsqlConnection(connectionString ?? await ConnectionStringAsync("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static string NextName() => Prefix + Interlocked.Increment(ref last);

    private static async Task<string> ConnectionStringAsync(string name) => SqlServer is null
        ? new NpgsqlConnectionStringBuilder((await Postgres.Value).ConnectionString(name)) { MaxPoolSize = 30 }.ConnectionString
        : new SqlConnectionStringBuilder(SqlServer) { InitialCatalog = name }.ConnectionString;

    private static async Task ExecuteAsync(string statement, string? connectionString = null)
    {
        // Before the wait: the start of the cluster drops leftovers by this method.
        var address = SqlServer ?? connectionString ?? await ConnectionStringAsync("postgres");
        await OneAtATime.WaitAsync();
        try
        {
            await using System.Data.Common.DbConnection connection = SqlServer is null ? new NpgsqlConnection(address) : new SqlConnection(address);
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task DropSqlServerAsync(string name)
    {
        SqlConnection.ClearAllPools();
        await ExecuteAsync($"IF DB_ID('{name}') IS NOT NULL BEGIN ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name}; END");
    }
}
