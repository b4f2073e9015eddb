using System.Diagnostics;
using System.Globalization;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Views;
using WorkOrders.Export;

namespace WorkOrders.Benchmarks;

/// <summary>Export of 全部工单, downloaded over HTTP from the application in a separate process.</summary>
internal static class ExportBenchmark
{
    public static async Task<int> RunAsync(int orders)
    {
        await using var database = await BenchDatabase.OpenAsync(orders);
        await using var app = await AppProcess.StartAsync(database.ConnectionString);
        using var client = await SignIn.AsAsync("leader1", app.Address);

        // Warm up with a small export, so that first-use costs aren't measured.
        await client.GetByteArrayAsync(OrderExport.AddressOf(
            new WorkOrderFilter { View = DeskView.AllUnhandled, CreatedFrom = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime).AddDays(-10) }));
        await app.CollectAsync();
        Console.WriteLine($"Export of at least {orders:N0} orders");
        await using var peak = new ResidentPeak(() => app.Resident);
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(OrderExport.AddressOf(new WorkOrderFilter { View = DeskView.All }), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (bytes, first) = await DrainAsync(body, start);
        Figures.PrintOne("until the last byte", Stopwatch.GetElapsedTime(start).TotalSeconds, 120, atLeast: false, "s");
        Figures.PrintOne("until the first byte", first.TotalSeconds, 5, atLeast: false, "s");
        Figures.PrintOne("resident growth, garbage included", peak.GrowthMegabytes, 100, atLeast: false, "MB");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  the file: {bytes >> 20} MB"));
        return Figures.Sum();
    }

    private static async Task<(long Bytes, TimeSpan First)> DrainAsync(Stream body, long start)
    {
        var buffer = new byte[1 << 16];
        var (bytes, first) = (0L, TimeSpan.Zero);
        for (int read; (read = await body.ReadAsync(buffer)) > 0; bytes += read)
        {
            first = bytes == 0 ? Stopwatch.GetElapsedTime(start) : first;
        }

        return (bytes, first);
    }
}
