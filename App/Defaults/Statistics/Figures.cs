using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Statistics;

/// <summary>The figures of the last snapshot, for the charts and the API.</summary>
public sealed class Figures
{
    private readonly IReadOnlyList<StatisticsRow> rows;

    private Figures(DateTimeOffset? asOf, IReadOnlyList<StatisticsRow> rows) => (AsOf, this.rows) = (asOf, rows);

    /// <summary>数据截至; null before the first snapshot.</summary>
    public DateTimeOffset? AsOf { get; }

    /// <summary>Years with figures, newest first.</summary>
    public IReadOnlyList<int> Years => [.. rows.Select(r => r.Year).Distinct().OrderDescending()];

    public static async Task<Figures> ReadAsync(AppDb db, CancellationToken cancellation = default)
    {
        var newest = await db.StatisticsSnapshots.AsNoTracking().OrderByDescending(s => s.AsOf).Select(s => new { s.Id, s.AsOf })
            .FirstOrDefaultAsync(cancellation);
        return newest is null
            ? new Figures(null, [])
            : new Figures(newest.AsOf, await db.StatisticsRows.AsNoTracking().Where(r => r.SnapshotId == newest.Id).ToListAsync(cancellation));
    }

    /// <summary>All targets of the year, largest first; the percentages have one decimal and sum to 100.</summary>
    public IReadOnlyList<Figure> Of(StatisticsType type, Dimension dimension, int year)
    {
        var before = Counts(type, dimension, year - 1);
        var counts = Counts(type, dimension, year).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).ToList();
        var shares = Shares(counts.ConvertAll(c => c.Value));
        return [.. counts.Select((c, i) => new Figure(c.Key, c.Value, shares[i], TrendOf(c.Value, before.GetValueOrDefault(c.Key))))];
    }

    /// <summary>Number of customers of the target in that year; 0 if none.</summary>
    public int Count(StatisticsType type, Dimension dimension, int year, string target) => Counts(type, dimension, year).GetValueOrDefault(target);

    /// <summary>Sum over all targets.</summary>
    public int Total(StatisticsType type, int year) => Counts(type, Dimension.Industry, year).Values.Sum();

    /// <summary>Industries or regions that have a figure in any year.</summary>
    public IReadOnlyList<string> Targets(Dimension dimension) =>
        [.. rows.Where(r => r.Dimension == dimension).Select(r => r.Target).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Percentages with one decimal by the largest remainder method, so that they sum to exactly 100.</summary>
    internal static IReadOnlyList<decimal> Shares(IReadOnlyList<int> counts)
    {
        const int whole = 1000;
        long total = counts.Sum(c => (long)c);
        if (total == 0)
        {
            return [.. counts.Select(_ => 0.0m)];
        }

        var tenths = counts.Select(c => (int)(c * (long)whole / total)).ToArray();
        var byRemainder = Enumerable.Range(0, counts.Count).OrderByDescending(i => counts[i] * (long)whole % total).ThenBy(i => i);
        foreach (var i in byRemainder.Take(whole - tenths.Sum()))
        {
            tenths[i]++;
        }

        return [.. tenths.Select(t => new decimal(t, 0, 0, isNegative: false, scale: 1))];
    }

    private static Trend TrendOf(int now, int before) => now > before ? Trend.Up : now < before ? Trend.Down : Trend.Stable;

    private Dictionary<string, int> Counts(StatisticsType type, Dimension dimension, int year) =>
        rows.Where(r => r.Type == type && r.Dimension == dimension && r.Year == year).ToDictionary(r => r.Target, r => r.Count, StringComparer.Ordinal);
}

/// <summary>One bar of a chart.</summary>
public sealed record Figure(string Target, int Count, decimal Percentage, Trend Trend);

/// <summary>Compared with the previous year: 上升, 下降 or 持平.</summary>
public enum Trend
{
    [Named("上升")]
    Up,

    [Named("下降")]
    Down,

    [Named("持平")]
    Stable,
}
