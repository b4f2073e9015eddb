using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Jobs;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Statistics;

/// <summary>Saves a snapshot of the figures of every year as of the start of the day (Shanghai time); idempotent per day.</summary>
public sealed class DailyStatistics(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public Task<int> RunAsync(CancellationToken stop) => MakeAsync(factory, BusinessTime.StartOf(BusinessTime.DayOf(time.GetUtcNow())), stop);

    /// <summary>Creates or replaces the snapshot of an instant; returns the number of figures.</summary>
    public static async Task<int> MakeAsync(IDbContextFactory<AppDb> factory, DateTimeOffset asOf, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var counts = await db.Counted(asOf).GroupBy(c => new { c.To, c.Year, c.Industry, c.Region })
            .Select(g => new Cell(g.Key.To, g.Key.Year, g.Key.Industry, g.Key.Region, g.Count())).ToListAsync(stop);
        var snapshot = new StatisticsSnapshot(asOf, [.. Rows(counts, Dimension.Industry, c => c.Industry), .. Rows(counts, Dimension.Region, c => c.Region)]);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.StatisticsSnapshots.Where(s => s.AsOf == asOf).ExecuteDeleteAsync(stop);
        db.Add(snapshot);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return snapshot.Rows.Count;
    }

    private static IEnumerable<StatisticsRow> Rows(IEnumerable<Cell> cells, Dimension dimension, Func<Cell, string> target) =>
        from cell in cells
        group cell.Count by (cell.To, cell.Year, Target: target(cell)) into figure
        select new StatisticsRow(
            figure.Key.To == DefaultStatus.Default ? StatisticsType.Default : StatisticsType.Renewal, dimension, figure.Key.Year, figure.Key.Target,
            figure.Sum());

    private sealed record Cell(DefaultStatus To, int Year, string Industry, string Region, int Count);
}
