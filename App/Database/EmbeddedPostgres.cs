using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace WorkOrders.Database;

/// <summary>
/// A private PostgreSQL cluster in a folder: made when missing, started on a free loopback port, stopped with the process that
/// started it. What a killed process left running is adopted; data is kept.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly PostgresBinaries binaries;
    private readonly string directory;
    private readonly FileStream? ownership;
    private readonly int port;

    private EmbeddedPostgres(PostgresBinaries binaries, string directory, FileStream? ownership, int port) =>
        (this.binaries, this.directory, this.ownership, this.port) = (binaries, directory, ownership, port);

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = "postgres",
        MaxPoolSize = 60,
    }.ConnectionString;

    /// <summary>Starts or adopts the cluster; <paramref name="settings"/> are postgres settings such as "fsync=off".</summary>
    public static async Task<EmbeddedPostgres> StartAsync(string folder, params string[] settings)
    {
        var binaries = PostgresBinaries.Find();
        var directory = PostgresBinaries.UsableDirectory(Path.GetFullPath(folder));
        var ownership = TakeOwnership(directory);
        if (!File.Exists(Path.Combine(directory, "PG_VERSION")))
        {
            await binaries.RunAsync("initdb", "-D", directory, "-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "trust", "--no-instructions");
        }

        var port = await RunningPortAsync(directory) ?? await LaunchAsync(binaries, directory, settings);
        return new EmbeddedPostgres(binaries, directory, ownership, port);
    }

    /// <summary>Stops the cluster, unless another process of the application owns it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ownership is null)
        {
            return;
        }

        NpgsqlConnection.ClearAllPools();
        await binaries.RunAsync("pg_ctl", "-D", directory, "-m", "fast", "-w", "stop");
        await ownership.DisposeAsync();
    }

    // Held while the process lives and freed by the kernel when it is killed.
    private static FileStream? TakeOwnership(string directory)
    {
        try
        {
            return new FileStream(directory + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // postmaster.pid: line 1 the process, line 4 the port. It also outlives a crash of the machine, so the port must answer.
    private static async Task<int?> RunningPortAsync(string directory)
    {
        var file = Path.Combine(directory, "postmaster.pid");
        if (!File.Exists(file))
        {
            return null;
        }

        var lines = await File.ReadAllLinesAsync(file);
        return lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) && await AnswersAsync(port, directory) ? port : null;
    }

    private static async Task<bool> AnswersAsync(int port, string directory)
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Timeout=15;Pooling=false");
        try
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SHOW data_directory", connection);
            return string.Equals((string?)await command.ExecuteScalarAsync(), directory, StringComparison.Ordinal);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task<int> LaunchAsync(PostgresBinaries binaries, string directory, string[] settings)
    {
        var port = FreePort();
        string[] all = [$"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "jit=off", "shared_buffers=512MB", "random_page_cost=1.1", "max_connections=200", .. settings];
        var options = string.Join(' ', all.Select(setting => "-c " + setting));
        await binaries.RunAsync("pg_ctl", "-D", directory, "-w", "-t", "60", "-l", directory + ".log", "-o", options, "start");
        return port;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
