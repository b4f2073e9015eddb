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
    internal const string LockKey = $"hashtextextended('{Schema}', 0)";

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

        // Not a lock of a transaction: the installer makes transactions of its own.
        await ExecuteAsync(postgres, $"SELECT pg_advisory_lock({LockKey})");
        try
        {
            // Without its table of versions the installer causes an error in the server's log.
            await ExecuteAsync(postgres, $"CREATE SCHEMA IF NOT EXISTS {Schema}; CREATE TABLE IF NOT EXISTS {Schema}.schema (version int PRIMARY KEY)");
            PostgreSqlObjectsInstaller.Install(postgres, Schema);
        }
        finally
        {
            // In the pool the session, and with it the lock, would live on.
            await ExecuteAsync(postgres, $"SELECT pg_advisory_unlock({LockKey})");
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
#pragma warning disable CA2100 // Made of constants.
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
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
        var connections = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Without the password a worker could not listen again after its connection was lost.
            PersistSecurityInfo = true,

            // So that it notices. Costs no queries; meanwhile the poll finds the runs.
            TcpKeepAlive = true,
            TcpKeepAliveTime = (int)options.CheckIn.TotalSeconds,
            TcpKeepAliveInterval = 1,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connections.ConnectionString, settings), settings);
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
