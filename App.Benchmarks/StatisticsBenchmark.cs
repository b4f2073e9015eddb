using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Statistics;

namespace WorkOrders.Benchmarks;

/// <summary>The job daily-statistics on a long history; a second run of the same day must give the same rows.</summary>
internal static class StatisticsBenchmark
{
    public static async Task<int> RunAsync(int rows)
    {
        await using var database = await BenchDatabase.OpenAsync(1_000);
        await using (var db = await database.Factory.CreateDbContextAsync())
        {
            await DefaultStories.AddHistoryAsync(db, rows);
            Console.WriteLine($"{await db.DefaultChanges.CountAsync():N0} history rows");
        }

        var asOf = TimeProvider.System.GetUtcNow();
        var first = await RunOnceAsync(database, asOf);
        var second = await RunOnceAsync(database, asOf);
        Figures.PrintOne("daily statistics", Math.Max(first.Seconds, second.Seconds), 60, atLeast: false, "s");
        Console.WriteLine($"  {first.Rows.Count} figures, the second run made {(first.Rows.SequenceEqual(second.Rows) ? "the same" : "OTHERS")}");
        return Figures.Sum();
    }

    private static async Task<(double Seconds, List<string> Rows)> RunOnceAsync(BenchDatabase database, DateTimeOffset asOf)
    {
        var start = Stopwatch.GetTimestamp();
        await DailyStatistics.MakeAsync(database.Factory, asOf, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await using var db = await database.Factory.CreateDbContextAsync();
        var rows = await db.StatisticsSnapshots.Where(s => s.AsOf == asOf).SelectMany(s => s.Rows)
            .OrderBy(r => r.Type).ThenBy(r => r.Dimension).ThenBy(r => r.Year).ThenBy(r => r.Target).ToListAsync();
        return (seconds, rows.ConvertAll(r => $"{r.Type} {r.Dimension} {r.Year} {r.Target} {r.Count}"));
    }
}
