using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Desk.Views;

namespace WorkOrders.Benchmarks;

/// <summary>Memory and latency of open circuits: first all on the desk, then all on an order page.</summary>
internal sealed class CircuitsBenchmark(AppProcess app, CircuitClients clients, IReadOnlyList<string> cookies, int count)
{
    private const int Rounds = 6;
    private const double OpeningLimit = 2000;
    private const double ActLimit = 150;
    private const double MemoryLimit = 400;

    public static async Task<int> RunAsync(int count, int orders)
    {
        await using var database = await BenchDatabase.OpenAsync(orders);
        await using var db = await database.Factory.CreateDbContextAsync();
        var numbers = await db.WorkOrders.OrderByDescending(o => o.Id).Select(o => o.Number).Take(400).ToListAsync();
        await using var app = await AppProcess.StartAsync(database.ConnectionString);
        await using var clients = await CircuitClients.StartAsync();
        var agents = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => SignIn.CookieOfAsync($"agent{i}", app.Address)));
        var benchmark = new CircuitsBenchmark(app, clients, agents, count);
        await benchmark.MeasureAsync("the desk", [.. Views()], [.. DeskActs(numbers)]);
        await benchmark.MeasureAsync("an order's page", [.. numbers.Select(Page)], [.. numbers.Select(Page)]);
        return Figures.Sum();
    }

    private static IEnumerable<string> Views() => DeskViews.All.Select(view => "/work-orders?view=" + view.Slug);

    // Typical actions of an agent: open a view, open an order beside it, the next order, the next page.
    private static IEnumerable<string> DeskActs(List<string> numbers) => Views().SelectMany((view, i) => (string[])
        [view, $"{view}&open={numbers[2 * i]}", $"{view}&open={numbers[(2 * i) + 1]}", $"{view}&page=2"]);

    private static string Page(string number) => "/work-orders/" + number;

    private async Task MeasureAsync(string name, List<string> pages, List<string> acts)
    {
        // Warm up with the same number of circuits, so that JIT compilation and pool growth aren't counted as circuit memory.
        await clients.OpenAsync(app.Address, cookies, count, pages);
        await clients.ActAsync(Rounds, acts);
        await clients.CloseAsync();
        var before = await app.CollectAsync();

        Figures.Head($"{count} circuits of {name}, one act of each every five seconds");
        var opened = await clients.OpenAsync(app.Address, cookies, count, pages);
        var untouched = app.Resident;
        var idle = await app.CollectAsync();
        var acted = await clients.ActAsync(Rounds, acts);
        var after = await app.CollectAsync();
        await clients.CloseAsync();
        var left = await app.CollectAsync();

        Figures.Print("opened, from asking for the page, four at a time", opened, OpeningLimit);
        Figures.Print($"{acted.Count} acts, until the last render batch arrived", acted, ActLimit);
        Figures.PrintOne("resident memory per circuit, idle", Each(idle.Resident - before.Resident), MemoryLimit, atLeast: false, "KB");
        Figures.PrintOne("resident memory per circuit, after its acts", Each(after.Resident - before.Resident), MemoryLimit, atLeast: false, "KB");
        Tell("idle, before the collector ran", Each(untouched - before.Resident));
        Tell("managed heap, idle", Each(idle.Heap - before.Heap));
        Tell("managed heap, after the acts", Each(after.Heap - before.Heap));
        Tell("managed heap, after all were closed", Each(left.Heap - before.Heap));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  the process without circuits: {before.Resident >> 20} MB resident, {before.Heap >> 20} MB heap"));
    }

    private double Each(long bytes) => bytes / 1024.0 / count;

    private static void Tell(string name, double kilobytes) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-56}{kilobytes,10:F1} KB"));
}
