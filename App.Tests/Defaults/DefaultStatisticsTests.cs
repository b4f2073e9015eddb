using Microsoft.EntityFrameworkCore;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Statistics;

namespace WorkOrders.Tests.Defaults;

/// <summary>The figures of the demo data and the rows behind them.</summary>
public sealed class DefaultStatisticsTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly DateTimeOffset Later = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Behind_every_figure_are_as_many_rows_each_of_another_customer()
    {
        var figures = await FiguresAsync();
        Assert.True(figures.Years.Count >= 4);
        await using var db = await app.Factory.CreateDbContextAsync();
        foreach (var (year, type, dimension) in Kinds(figures))
        {
            var counted = 0;
            foreach (var figure in figures.Of(type, dimension, year))
            {
                var customers = await db.Behind(Later, type, dimension, year, figure.Target).Select(c => c.CustomerId).ToListAsync();
                Assert.Equal((figure.Count, figure.Count), (customers.Count, customers.Distinct().Count()));
                counted += customers.Count;
            }

            Assert.Equal(counted, await db.Behind(Later, type, dimension, year, null).CountAsync());
            Assert.Equal(counted, figures.Total(type, year));
        }
    }

    [Fact]
    public async Task Percentages_sum_to_100()
    {
        var figures = await FiguresAsync();
        var shares = Kinds(figures).Select(k => figures.Of(k.Type, k.Dimension, k.Year)).Where(list => list.Count > 0).Select(list => list.Sum(f => f.Percentage)).ToList();
        Assert.NotEmpty(shares);
        Assert.All(shares, sum => Assert.Equal(100.0m, sum));
        Assert.Equal([33.4m, 33.3m, 33.3m], Figures.Shares([1, 1, 1]));
        Assert.Equal([0.0m, 0.0m], Figures.Shares([0, 0]));
    }

    [Fact]
    public async Task Made_again_for_the_same_instant_they_are_the_same_rows()
    {
        await FiguresAsync();
        var before = await RowsAsync();
        await DailyStatistics.MakeAsync(app.Factory, Later, CancellationToken.None);
        Assert.Equal(before, await RowsAsync());
    }

    private static IEnumerable<(int Year, StatisticsType Type, Dimension Dimension)> Kinds(Figures figures) =>
        from year in figures.Years
        from type in Enum.GetValues<StatisticsType>()
        from dimension in Enum.GetValues<Dimension>()
        select (year, type, dimension);

    private async Task<Figures> FiguresAsync()
    {
        await DailyStatistics.MakeAsync(app.Factory, Later, CancellationToken.None);
        await using var db = await app.Factory.CreateDbContextAsync();
        return await Figures.ReadAsync(db);
    }

    private async Task<List<(StatisticsType, Dimension, int, string, int)>> RowsAsync()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var rows = await db.StatisticsRows.AsNoTracking().Where(r => db.Set<StatisticsSnapshot>().Any(s => s.Id == r.SnapshotId && s.AsOf == Later)).ToListAsync();
        return [.. rows.Select(r => (r.Type, r.Dimension, r.Year, r.Target, r.Count)).Order()];
    }
}
