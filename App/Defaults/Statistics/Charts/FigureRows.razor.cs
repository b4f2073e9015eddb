using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;
using WorkOrders.Ui;

namespace WorkOrders.Defaults.Statistics.Charts;

/// <summary>The rows behind one figure of a snapshot; auditors and administrators see all, an operator sees those they applied for.</summary>
public sealed partial class FigureRows(ScreenServices services) : UrlQueryList<FigureQuery, FigureRead>(services)
{
    protected override FigureQuery Parse(string query) => FigureQuery.Parse(query, BusinessTime.DayOf(Time.GetUtcNow()).Year);

    protected override async Task<(FigureQuery Shown, FigureRead Read)> ReadAsync(AppDb db, FigureQuery asked, CancellationToken token)
    {
        var snapshots = db.StatisticsSnapshots.AsNoTracking().Where(s => asked.AsOf == null || s.AsOf == asked.AsOf);
        if (await snapshots.OrderByDescending(s => s.AsOf).Select(s => new { s.Id, s.AsOf }).FirstOrDefaultAsync(token) is not { } snapshot)
        {
            return (asked, new FigureRead(null, null, new ListPage<StepRow>(1, 0, [])));
        }

        var counted = await db.StatisticsRows
            .Where(r => r.SnapshotId == snapshot.Id && r.Type == asked.Type && r.Dimension == asked.Dimension && r.Year == asked.Year
                && (asked.Target == null || r.Target == asked.Target))
            .SumAsync(r => r.Count, token);
        var page = await db.Behind(snapshot.AsOf, asked.Type, asked.Dimension, asked.Year, asked.Target).AsNoTracking().VisibleTo(db, Me)
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Id).PageAsync(asked.Page, StepRow.Projection, token);
        return (asked with { Page = page.Number }, new FigureRead(snapshot.AsOf, counted, page));
    }
}

/// <summary>One page of the rows behind a figure; Figure is null without a snapshot.</summary>
public sealed record FigureRead(DateTimeOffset? AsOf, int? Figure, ListPage<StepRow> Steps);
