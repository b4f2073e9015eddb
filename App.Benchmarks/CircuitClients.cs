using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkOrders.Benchmarks;

/// <summary>Simulated browsers: Circuits/circuits.mjs in one Node process, controlled by stdin.</summary>
internal sealed class CircuitClients : IAsyncDisposable
{
    private readonly Process node;

    private CircuitClients(Process node) => this.node = node;

    private static string Folder => Path.Combine(BenchDatabase.Root, "App.Benchmarks", "Circuits");

    public static async Task<CircuitClients> StartAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            using var install = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund"]) { WorkingDirectory = Folder })!;
            await install.WaitForExitAsync();
        }

        return new CircuitClients(Process.Start(new ProcessStartInfo("node", ["circuits.mjs"])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
    }

    /// <summary>Opens circuits and returns the milliseconds of each. Cookies are sent by the pipe, so that they aren't visible in a process list.</summary>
    public async Task<List<double>> OpenAsync(Uri address, IReadOnlyList<string> cookies, int count, IReadOnlyList<string> paths) =>
        Whole(await TellAsync(new { order = "open", address = address.OriginalString, cookies, count, paths }));

    /// <summary>Each client acts once every five seconds, for that many rounds; returns milliseconds until the last render batch of each act.</summary>
    public async Task<List<double>> ActAsync(int rounds, IReadOnlyList<string> paths) => Whole(await TellAsync(new { order = "act", rounds, paths }));

    public async Task CloseAsync()
    {
        await TellAsync(new { order = "close" });

        // The server responds before it has released the circuits.
        await Task.Delay(TimeSpan.FromSeconds(2));
    }

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
    }

    private static List<double> Whole(List<double?> answers) => answers.TrueForAll(a => a is not null)
        ? [.. answers.Select(a => a!.Value)]
        : throw new InvalidOperationException($"{answers.Count(a => a is null)} of {answers.Count} acts rendered nothing.");

    private async Task<List<double?>> TellAsync(object order)
    {
        await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order));
        await node.StandardInput.FlushAsync();
        var line = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The Node process ended.");
        return [.. JsonNode.Parse(line)!.AsArray().Select(value => (double?)value)];
    }
}
