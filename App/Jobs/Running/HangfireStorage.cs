using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.SqlServer;
using Microsoft.Data.SqlClient;
using Npgsql;
using WorkOrders.Database;

namespace WorkOrders.Jobs.Running;

/// <summary>Hangfire's tables in a schema of the application's database.</summary>
internal static class HangfireStorage
{
    private const string Schema = "hangfire";

    // Our own history is on 后台任务; the dashboard needs the last hours.
    private static readonly TimeSpan RunsKept = TimeSpan.FromHours(6);

    /// <summary>Opens no connection. The tables must exist: <see cref="PrepareAsync"/>.</summary>
    public static JobStorage Open(DatabaseConnection database, JobsOptions options)
    {
        JobStorage storage = database.Provider == DatabaseProvider.SqlServer ? OpenSqlServer(database.ConnectionString, options) : OpenPostgres(database.ConnectionString, options);
        storage.JobExpirationTimeout = RunsKept;
        return storage;
    }

    /// <summary>Creates or upgrades the tables, on one node at a time.</summary>
    public static async Task PrepareAsync(DatabaseConnection database)
    {
        if (database.Provider == DatabaseProvider.SqlServer)
        {
            await using var connection = new SqlConnection(database.ConnectionString);
            await connection.OpenAsync();
            SqlServerObjectsInstaller.Install(connection, Schema, enableHeavyMigrations: true);
            return;
        }

        await using var postgres = new NpgsqlConnection(database.ConnectionString);
        await postgres.OpenAsync();

        // Without its table of versions the installer causes an error in the server's log. The lock ends with the connection's session.
        await using var command = new NpgsqlCommand(
            $"""
            SELECT pg_advisory_lock(hashtextextended('{Schema}', 0));
            CREATE SCHEMA IF NOT EXISTS {Schema};
            CREATE TABLE IF NOT EXISTS {Schema}.schema (version int PRIMARY KEY)
            """,
            postgres);
        await command.ExecuteNonQueryAsync();
        PostgreSqlObjectsInstaller.Install(postgres, Schema);
    }

    private static PostgreSqlStorage OpenPostgres(string connectionString, JobsOptions options)
    {
        var settings = new PostgreSqlStorageOptions
        {
            SchemaName = Schema,
            PrepareSchemaIfNecessary = false,
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = options.Silence,

            // A lock of a node that died is dropped after this. Hangfire holds its locks for milliseconds.
            DistributedLockTimeout = options.Silence,

            // New runs are announced by LISTEN/NOTIFY. The poll finds those of a node that died.
            EnableLongPolling = true,
            QueuePollInterval = options.CheckIn * 2,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, settings), settings);
    }

    private static SqlServerStorage OpenSqlServer(string connectionString, JobsOptions options) => new(connectionString, new SqlServerStorageOptions
    {
        SchemaName = Schema,
        PrepareSchemaIfNecessary = false,
        SqlClientFactory = SqlClientFactory.Instance,
        SlidingInvisibilityTimeout = options.Silence,

        // There is no LISTEN/NOTIFY.
        QueuePollInterval = TimeSpan.FromSeconds(1),
    });
}
