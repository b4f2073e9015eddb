using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates.Finder;

namespace WorkOrders.Benchmarks;

/// <summary>The job customer-duplicates over many customers: its time and its memory; a second run must propose the same.</summary>
internal static class DuplicatesBenchmark
{
    private const int MostMegabytes = 200;

    public static async Task<int> RunAsync(int customers)
    {
        await using var database = await BenchDatabase.OpenAsync(1_000);
        await using (var db = await database.Factory.CreateDbContextAsync())
        {
            await CustomerStories.AddAsync(db, customers);
            Console.WriteLine($"{await db.Customers.CountAsync():N0} customers, {await db.Set<CustomerBigram>().CountAsync():N0} bigrams");
        }

        var (first, second) = (await RunOnceAsync(database), await RunOnceAsync(database));
        Figures.PrintOne("customer duplicates", Math.Max(first.Seconds, second.Seconds), 120, atLeast: false, "s");
        Figures.PrintOne("customer duplicates, memory", Math.Max(first.Megabytes, second.Megabytes), MostMegabytes, atLeast: false, "MB");
        Console.WriteLine($"  {first.Proposals:N0} proposals, the second run made {(first.Proposals == second.Proposals ? "as many" : "OTHERS")}");
        return Figures.Sum();
    }

    private static async Task<(double Seconds, double Megabytes, int Proposals)> RunOnceAsync(BenchDatabase database)
    {
        await using var peak = new ResidentPeak(ResidentPeak.OfThisProcess);
        var start = Stopwatch.GetTimestamp();
        var proposals = await new FindDuplicates(database.Factory).RunAsync(CancellationToken.None);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, peak.GrowthMegabytes, proposals);
    }
}
