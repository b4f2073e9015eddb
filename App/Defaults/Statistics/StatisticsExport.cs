using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.Defaults.InDefault;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.Statistics;

/// <summary>导出 of the last snapshot, one row per figure, all years; on record.</summary>
public sealed class StatisticsExport(IDbContextFactory<AppDb> factory, AccessWriter access, IStringLocalizer<Text> text)
{
    public const string Path = "/defaults/statistics/export";

    private static readonly SheetColumn[] Columns =
    [
        new("年份", 8, SheetFormat.Number), new("类型", 10), new("维度", 10), new("行业或区域", 20), new("客户数", 10, SheetFormat.Number),
        new("占比（%）", 10, SheetFormat.Number), new("上年", 10, SheetFormat.Number), new("比上年", 10), new("数据截至", 20, SheetFormat.Time),
    ];

    public async Task WriteAsync(Stream stream, CurrentUser me, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var figures = await Figures.ReadAsync(db, cancellation);
        var sheet = new SheetWriter(text["违约统计"], [.. Columns.Select(c => c with { Title = text[c.Title] })], new SheetMark("default-statistics-export", "1"));
        await access.ExportAsync(
            StatisticsActions.Exported, me, [], () => sheet.Rows, () => sheet.WriteAsync(stream, Lines(figures).ToAsyncEnumerable(), cancellation));
    }

    private IEnumerable<IReadOnlyList<object?>> Lines(Figures figures) =>
        from year in figures.Years
        from type in Enum.GetValues<StatisticsType>()
        from dimension in Enum.GetValues<Dimension>()
        from figure in figures.Of(type, dimension, year)
        select new object?[]
        {
            year, text[type.Text()].Value, text[dimension.Text()].Value,
            figure.Target == DefaultChange.Unclassified ? text[figure.Target].Value : figure.Target,
            figure.Count, figure.Percentage, figures.Count(type, dimension, year - 1, figure.Target),
            text[figure.Trend.Text()].Value, figures.AsOf,
        };
}
