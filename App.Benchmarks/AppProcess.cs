using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WorkOrders.Benchmarks;

/// <summary>Runs the application, as built beside the benchmarks, in a separate process on a free port.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly MemoryProbe probe;

    private AppProcess(Process process, MemoryProbe probe, Uri address) => (this.process, this.probe, Address) = (process, probe, address);

    public Uri Address { get; }

    /// <summary>Current resident memory in bytes, including garbage.</summary>
    public long Resident => MemoryProbe.ResidentOf(process);

    /// <summary>CPU time used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the application on a database and waits until it responds; arguments are passed to the application.</summary>
    public static async Task<AppProcess> StartAsync(string connectionString, params string[] arguments)
    {
#if DEBUG
        const string configuration = "Debug";
#else
        const string configuration = "Release";
#endif
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = BenchDatabase.Root };
        string[] all = [Path.Combine(BenchDatabase.Root, "App", "bin", configuration, "net10.0", "App.dll"), "--urls", address.OriginalString, .. arguments];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        // Development, because the demo users sign in over plain HTTP.
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ConnectionStrings__Default"] = connectionString;

        // Few people stand for many.
        start.Environment["RateLimits__CircuitsPerPersonAndMinute"] = "1000000";
        start.Environment["Logging__LogLevel__Default"] = arguments.Length > 0 ? "Information" : "Warning";
        var probe = MemoryProbe.PutInto(start);
        var app = new AppProcess(Process.Start(start)!, probe, address);
        await app.WaitAsync();
        return app;
    }

    /// <summary>Starts <see cref="BareEndpoint"/> on a database.</summary>
    public static async Task<AppProcess> StartBareAsync(string connectionString)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [typeof(AppProcess).Assembly.Location, "bare", address.OriginalString])
        {
            WorkingDirectory = BenchDatabase.Root,
        };
        start.Environment["DOTNET_gcServer"] = "1";
        start.Environment[BareEndpoint.Database] = connectionString;
        var probe = MemoryProbe.PutInto(start);
        var app = new AppProcess(Process.Start(start)!, probe, address);
        await app.WaitAsync();
        return app;
    }

    /// <summary>Memory after a full garbage collection.</summary>
    public Task<Memory> CollectAsync() => probe.CollectAsync(process);

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task WaitAsync()
    {
        using var client = new HttpClient();
        while (!process.HasExited)
        {
            try
            {
                await client.GetAsync(new Uri(Address, "/health/live"));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(250);
            }
        }

        throw new InvalidOperationException("The application ended.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
