using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using WorkOrders.Database;

namespace WorkOrders.Tests;

/// <summary>The cluster that the application starts for itself, in a folder of this test.</summary>
public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("workorders").FullName;
    private string Folder => Path.Combine(root, "pg");

    public Task InitializeAsync()
    {
        // As root the server runs as postgres, which must get there.
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

        // The number of the process and the port now belong to somebody else: this test.
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
        await using (var killed = await ChildApp.StartAsync(Folder))
        {
            await killed.FailToSignInAsync("agent1");
            killed.Process.Kill();
            await killed.Process.WaitForExitAsync();
        }

        Assert.True(File.Exists(PidFile), "The killed application could not stop its cluster.");
        await using (var next = await ChildApp.StartAsync(Folder))
        {
            await using (var cluster = await StartAsync())
            {
                Assert.Equal("1", await ReadAsync(cluster, "SELECT \"AccessFailedCount\"::text FROM \"Users\" WHERE \"UserName\" = 'agent1'", "workorders"));
            }

            await next.StopAsync();
        }

        Assert.False(File.Exists(PidFile));
    }

    private string PidFile => Path.Combine(Folder, "postmaster.pid");

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(Folder, "fsync=off", "shared_buffers=32MB");

    private static async Task ExecuteAsync(EmbeddedPostgres cluster, string statement)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres"));
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

    /// <summary>The application as a process of its own, with its own cluster.</summary>
    private sealed class ChildApp : IAsyncDisposable
    {
        private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private ChildApp(string folder)
        {
            var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Repository.Root, UseShellExecute = false, RedirectStandardOutput = true };
            string[] arguments = [Path.Combine(AppContext.BaseDirectory, "App.dll"), "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Database:ClusterDirectory", folder];
            Array.ForEach(arguments, start.ArgumentList.Add);
            Process = new Process { StartInfo = start };
            Process.OutputDataReceived += (_, line) => Read(line.Data);
        }

        public Process Process { get; }

        public static async Task<ChildApp> StartAsync(string folder)
        {
            var app = new ChildApp(folder);
            app.Process.Start();
            app.Process.BeginOutputReadLine();
            await app.address.Task.WaitAsync(TimeSpan.FromMinutes(2));
            return app;
        }

        public async Task FailToSignInAsync(string userName)
        {
            using var client = new HttpClient { BaseAddress = await address.Task };
            using var answer = await SignInForm.PostAsync(client, userName, "wrong");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        /// <summary>What Ctrl+C and service managers do.</summary>
        public async Task StopAsync()
        {
            using var kill = Process.Start("kill", ["-TERM", Process.Id.ToString(CultureInfo.InvariantCulture)]);
            await Process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        }

        public ValueTask DisposeAsync()
        {
            if (!Process.HasExited)
            {
                Process.Kill();
            }

            Process.Dispose();
            return ValueTask.CompletedTask;
        }

        private void Read(string? line)
        {
            const string Listening = "Now listening on: ";
            if (line?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                address.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
            }
        }
    }
}
