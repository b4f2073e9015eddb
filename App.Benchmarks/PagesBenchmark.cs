using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace WorkOrders.Benchmarks;

/// <summary>GET of the desk and of an order page, signed in and prerendered, from the application in a separate process.</summary>
internal static partial class PagesBenchmark
{
    private const int Connections = 8;
    private const string Desk = "/work-orders?view=all";

    public static async Task<int> RunAsync(int orders)
    {
        await using var database = await BenchDatabase.OpenAsync(orders);
        var number = await BenchStories.TellAsync(database, TimeProvider.System);
        await using var app = await AppProcess.StartAsync(database.ConnectionString);
        using var client = await SignIn.AsAsync("agent1", app.Address, Connections);

        Console.WriteLine();
        Console.WriteLine("Pages over HTTP, prerendered");
        var html = await client.GetStringAsync(Desk);
        Console.WriteLine($"  desk: {html.Length / 1024} KB, {RowLink().Count(html)} links to orders");

        // Warm up: on two busy cores the JIT needs this long to optimise the hot paths; before that, throughput is about half.
        await LoadAsync(client, Desk, TimeSpan.FromSeconds(25));
        Figures.PrintOne("desk, median", Figures.Percentile(await OneByOneAsync(client, Desk, 200), 50), 12, atLeast: false, "ms");
        Figures.PrintOne("desk, 8 connections", await LoadAsync(client, Desk, TimeSpan.FromSeconds(8)), 200, atLeast: true, "pages/s");
        await OneByOneAsync(client, "/work-orders/" + number, 50);
        Figures.PrintOne("one order, median", Figures.Percentile(await OneByOneAsync(client, "/work-orders/" + number, 200), 50), 15, atLeast: false, "ms");
        var talks = $"/work-orders/{number}?tab=follow-ups";
        await OneByOneAsync(client, talks, 50);
        Figures.PrintOne(
            $"one order with its {BenchStories.Talks} follow-ups, median", Figures.Percentile(await OneByOneAsync(client, talks, 200), 50), 15, atLeast: false,
            "ms");
        return Figures.Sum();
    }

    private static async Task<List<double>> OneByOneAsync(HttpClient client, string path, int count)
    {
        var spent = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await GetAsync(client, path);
            spent.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return spent;
    }

    private static async Task<double> LoadAsync(HttpClient client, string path, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var pages = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var done = 0;
            for (; Stopwatch.GetElapsedTime(start) < duration; done++)
            {
                await GetAsync(client, path);
            }

            return done;
        }));
        return pages.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
        }

        await answer.Content.CopyToAsync(Stream.Null);
    }

    [GeneratedRegex("GD[0-9]{14}", RegexOptions.None, 1000)]
    private static partial Regex RowLink();
}
