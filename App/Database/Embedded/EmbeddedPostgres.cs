using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace WorkOrders.Database.Embedded;

/// <summary>
/// A private PostgreSQL cluster in a folder: created when missing, started on a free loopback port, stopped by the last process
/// of the application that uses it. A server left running by a killed process is reused; the data is kept.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly PostgresBinaries binaries;
    private readonly string directory;
    private readonly FileStream use;

    private EmbeddedPostgres(PostgresBinaries binaries, string directory, FileStream use, int port) =>
        (this.binaries, this.directory, this.use, Port) = (binaries, directory, use, port);

    public int Port { get; }

    /// <summary>The data folder: the configured one, or one under /var/lib when the server's user can't reach that.</summary>
    public string DataDirectory => directory;

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = "postgres",
        MaxPoolSize = 60,
    }.ConnectionString;

    /// <summary>Starts the cluster or connects to a running one; <paramref name="settings"/> are postgres settings such as "fsync=off".</summary>
    public static async Task<EmbeddedPostgres> StartAsync(string folder, params string[] settings)
    {
        var binaries = PostgresBinaries.Find();
        var directory = PostgresBinaries.UsableDirectory(Path.GetFullPath(folder));

        // Only one process at a time starts or stops the cluster. The kernel releases the lock of a killed process.
        await using var turn = await ClusterLock.WaitAsync(directory + ".lock", Patience);
        if (!File.Exists(Path.Combine(directory, "PG_VERSION")))
        {
            await binaries.RunAsync("initdb", "-D", directory, "-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "trust", "--no-instructions");
        }

        var port = await RunningPortAsync(directory) ?? await LaunchAsync(binaries, directory, settings);
        return new EmbeddedPostgres(binaries, directory, ClusterLock.Share(directory + ".use"), port);
    }

    /// <summary>Creates the database if it doesn't exist.</summary>
    public async Task AddDatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await find.ExecuteScalarAsync() is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name}\"", connection);
            await create.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Stops the cluster unless another process of the application still uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        await using var turn = await ClusterLock.WaitAsync(directory + ".lock", Patience);
        await use.DisposeAsync();
        await using var alone = ClusterLock.Try(directory + ".use");
        if (alone is not null && File.Exists(PidFile(directory)))
        {
            NpgsqlConnection.ClearAllPools();
            await binaries.RunAsync("pg_ctl", "-D", directory, "-m", "fast", "-w", "stop");
        }
    }

    private static string PidFile(string directory) => Path.Combine(directory, "postmaster.pid");

    /// <summary>
    /// The port of the server that runs on this folder, from postmaster.pid (line 1 process id, line 4 port). After a power cut the file
    /// is stale, and another program may have the process id or the port.
    /// </summary>
    private static async Task<int?> RunningPortAsync(string directory)
    {
        var waited = Stopwatch.StartNew();
        while (File.Exists(PidFile(directory)))
        {
            var lines = await File.ReadAllLinesAsync(PidFile(directory));
            if (lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) && await AnswersAsync(port, directory))
            {
                return port;
            }

            if (!ServerProcesses.WorkIn(directory))
            {
                // Stale after a power cut. The server refuses to start when another program now has this process id.
                File.Delete(PidFile(directory));
                return null;
            }

            if (waited.Elapsed > Patience)
            {
                throw new InvalidOperationException($"The database server of {directory} is running but does not answer. See {directory}.log");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        return null;
    }

    private static async Task<bool> AnswersAsync(int port, string directory)
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Timeout=5;Pooling=false");
        try
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SHOW data_directory", connection);
            return string.Equals((string?)await command.ExecuteScalarAsync(), directory, StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    private static async Task<int> LaunchAsync(PostgresBinaries binaries, string directory, string[] settings)
    {
        await binaries.RefuseOtherVersionAsync(directory);
        var port = FreePort();
        string[] all = [$"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "jit=off", "shared_buffers=512MB", "random_page_cost=1.1", "max_connections=200", .. settings];
        var options = string.Join(' ', all.Select(setting => "-c " + setting));
        try
        {
            await binaries.RunAsync("pg_ctl", "-D", directory, "-w", "-t", "60", "-s", "-l", directory + ".log", "-o", options, "start");
        }
        catch (InvalidOperationException failure) when (File.Exists(directory + ".log"))
        {
            var log = (await File.ReadAllLinesAsync(directory + ".log")).TakeLast(5);
            throw new InvalidOperationException($"The database server did not start: {string.Join(" / ", log)}", failure);
        }

        return port;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
