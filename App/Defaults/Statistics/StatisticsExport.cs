using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Database;
using WorkOrders.Defaults.InDefault;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.Statistics;

/// <summary>导出 of the last snapshot, one row per figure, all years; recorded.</summary>
public sealed class StatisticsExport(IDbContextFactory<AppDb> factory, TimeProvider time, IStringLocalizer<Text> text)
{
    public const string Path = "/defaults/statistics/export";

    private static readonly (string Title, double Width)[] Columns =
        [("年份", 8), ("类型", 10), ("维度", 10), ("行业或区域", 20), ("客户数", 10), ("占比（%）", 10), ("上年", 10), ("比上年", 10), ("数据截至", 20)];

    public async Task WriteAsync(Stream stream, CurrentUser me, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var figures = await Figures.ReadAsync(db, cancellation);
        db.Add(OperationRecord.Of(me, time.GetUtcNow(), CommonSubjects.Export, "DefaultStatistics", StatisticsActions.Exported));
        await db.SaveChangesAsync(cancellation);
        await using var sheet = await SheetWriter.CreateAsync(
            stream, text["违约统计"], Columns.Select(c => new SheetColumn(text[c.Title], c.Width)).ToList(), new SheetMark("default-statistics-export", "1"),
            cancellation: cancellation);
        foreach (var line in Lines(figures))
        {
            await sheet.WriteAsync(line, cancellation);
        }

        await sheet.FinishAsync(cancellation);
    }

    private IEnumerable<SheetCell[]> Lines(Figures figures) =>
        from year in figures.Years
        from type in Enum.GetValues<StatisticsType>()
        from dimension in Enum.GetValues<Dimension>()
        from figure in figures.Of(type, dimension, year)
        select new SheetCell[]
        {
            SheetCell.Of(year), text[type.Text()].Value, text[dimension.Text()].Value,
            figure.Target == DefaultChange.Unclassified ? text[figure.Target].Value : figure.Target,
            SheetCell.Of(figure.Count), SheetCell.Of(figure.Percentage), SheetCell.Of(figures.Count(type, dimension, year - 1, figure.Target)),
            text[figure.Trend.Text()].Value, SheetCell.At(figures.AsOf),
        };
}
