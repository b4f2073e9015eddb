using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace WorkOrders.Database.Embedded;

/// <summary>
/// A private PostgreSQL cluster in a folder: created when missing, started on a free loopback port, stopped by the last process
/// of the application that uses it. A server left running by a killed process is reused; the data is kept. It asks for a password.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Func<PostgresBinaries> find;
    private readonly string directory;
    private readonly string[] settings;
    private readonly FileStream use;

    private EmbeddedPostgres(Func<PostgresBinaries> find, string directory, string[] settings, FileStream use, int port) =>
        (this.find, this.directory, this.settings, this.use, Port) = (find, directory, settings, use, port);

    private enum Answer
    {
        None,
        Refused,
        Ours,
    }

    public int Port { get; }

    /// <summary>The data folder: the configured one, or one under /var/lib when the server's user can't reach that.</summary>
    public string DataDirectory => directory;

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = "postgres",
        Password = ClusterPassword.Read(directory),
        MaxPoolSize = 60,
    }.ConnectionString;

    /// <summary>Starts the cluster or connects to a running one; <paramref name="settings"/> are postgres settings such as "fsync=off".</summary>
    public static Task<EmbeddedPostgres> StartAsync(string folder, params string[] settings) => StartAsync(PostgresBinaries.Find, folder, settings);

    internal static async Task<EmbeddedPostgres> StartAsync(Func<PostgresBinaries> find, string folder, params string[] settings)
    {
        var binaries = find();
        var directory = PostgresBinaries.UsableDirectory(Path.GetFullPath(folder));

        // Only one process at a time starts or stops the cluster. The kernel releases the lock of a killed process.
        await using var turn = await ClusterLock.WaitAsync(directory + ".lock", Patience);
        if (!File.Exists(Path.Combine(directory, "PG_VERSION")))
        {
            // Nobody may connect until the password is set.
            await binaries.RunAsync("initdb", ["-D", directory, "-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "reject", "--no-instructions"]);
        }

        var port = await RunningPortAsync(binaries, directory) ?? await LaunchAsync(binaries, directory, FreePort(), settings);
        if (await AskAsync(port, directory) == Answer.Refused)
        {
            // The file has the password of another folder: this one was moved.
            File.Delete(ClusterPassword.FileOf(directory));
            await StopAsync(binaries, directory);
            port = await LaunchAsync(binaries, directory, FreePort(), settings);
        }

        return new EmbeddedPostgres(find, directory, settings, ClusterLock.Share(directory + ".use"), port);
    }

    /// <summary>Creates the database if it doesn't exist.</summary>
    public async Task AddDatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var search = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await search.ExecuteScalarAsync() is null)
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
            await StopAsync(find(), directory);
        }
    }

    /// <summary>
    /// True when the server can't serve a new connection: it has ended, or its files were replaced. A running server forks its processes and goes on without
    /// the files, until one that is new loads a library, for PL/pgSQL in our triggers: SQLSTATE 58P01.
    /// </summary>
    internal async Task<bool> IsBrokenAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("DO 'BEGIN END'", connection);
            await command.ExecuteNonQueryAsync();
            return false;
        }
        catch (PostgresException failure)
        {
            return failure.SqlState == PostgresErrorCodes.UndefinedFile;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            return !ServerProcesses.WorkIn(directory);
        }
    }

    /// <summary>Restarts the server on its port. False when another process of the application did it first.</summary>
    internal async Task<bool> RestartIfBrokenAsync()
    {
        await using var turn = await ClusterLock.WaitAsync(directory + ".lock", Patience);
        if (!await IsBrokenAsync())
        {
            return false;
        }

        // The upgrade may have moved the programs. Those of another version can't read the data: the server that runs is better than none.
        var binaries = find();
        await binaries.RefuseOtherVersionAsync(directory);
        if (ServerProcesses.WorkIn(directory))
        {
            await StopAsync(binaries, directory);
        }

        File.Delete(PidFile(directory));
        await LaunchAsync(binaries, directory, Port, settings);
        NpgsqlConnection.ClearAllPools();
        return true;
    }

    private static string PidFile(string directory) => Path.Combine(directory, "postmaster.pid");

    /// <summary>
    /// The port of the server that runs on this folder, from postmaster.pid (line 1 process id, line 4 port). After a power cut the file
    /// is stale, and another program may have the process id or the port. A server that doesn't ask for our password is stopped.
    /// </summary>
    private static async Task<int?> RunningPortAsync(PostgresBinaries binaries, string directory)
    {
        var waited = Stopwatch.StartNew();
        while (File.Exists(PidFile(directory)))
        {
            var lines = await File.ReadAllLinesAsync(PidFile(directory));
            var answer = lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) ? await AskAsync(port, directory) : Answer.None;
            if (answer == Answer.Ours && ClusterPassword.Read(directory) is not null)
            {
                return int.Parse(lines[3], CultureInfo.InvariantCulture);
            }

            if (!ServerProcesses.WorkIn(directory))
            {
                // Stale after a power cut. The server refuses to start when another program now has this process id.
                File.Delete(PidFile(directory));
                return null;
            }

            if (answer != Answer.None)
            {
                await StopAsync(binaries, directory);
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

    private static async Task<Answer> AskAsync(int port, string directory)
    {
        // A server that trusts everybody takes any password.
        var password = ClusterPassword.Read(directory) ?? "none";
        var text = $"Host=127.0.0.1;Port={port};Username=postgres;Password={password};Database=postgres;Timeout=5;Pooling=false";
        await using var connection = new NpgsqlConnection(text);
        try
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SHOW data_directory", connection);
            return string.Equals((string?)await command.ExecuteScalarAsync(), directory, StringComparison.Ordinal) ? Answer.Ours : Answer.None;
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return Answer.Refused;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            return Answer.None;
        }
    }

    private static Task<string> StopAsync(PostgresBinaries binaries, string directory) =>
        binaries.RunAsync("pg_ctl", ["-D", directory, "-m", "fast", "-w", "stop"]);

    private static async Task<int> LaunchAsync(PostgresBinaries binaries, string directory, int port, string[] settings)
    {
        await binaries.RefuseOtherVersionAsync(directory);
        if (ClusterPassword.Read(directory) is null)
        {
            await ClusterPassword.SetAsync(binaries, directory);
        }

        string[] all = [$"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "jit=off", "shared_buffers=512MB", "random_page_cost=1.1", "max_connections=200", .. settings];
        var options = string.Join(' ', all.Select(setting => "-c " + setting));
        try
        {
            await binaries.RunAsync("pg_ctl", ["-D", directory, "-w", "-t", "60", "-s", "-l", directory + ".log", "-o", options, "start"]);
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
