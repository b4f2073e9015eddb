using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Statistics;

/// <summary>The rows behind one figure, as of its snapshot: auditors and administrators see them all, an operator those he applied for.</summary>
public sealed partial class FigureRows
{
    private FigureQuery query = new(null, default, default, 0, null);
    private IReadOnlyList<StepRow>? rows;
    private DateTimeOffset? asOf;
    private int? figure;
    private int total;
    private bool failed;

    // Not read: the page is told of every change of the address because it asks for a part of it.
    [SupplyParameterFromQuery(Name = "page")]
    private string? Page { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private NavigationManager Navigator { get; set; } = null!;

    [Inject]
    private ILogger<FigureRows> Log { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        var wanted = FigureQuery.Parse(new Uri(Navigator.Uri).Query, BusinessTime.DayOf(Time.GetUtcNow()).Year);
        if (rows is null || wanted != query)
        {
            query = wanted;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            await ReadAsync(db, query);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "The rows behind a figure could not be read.");
            failed = true;
        }
    }

    private async Task ReadAsync(AppDb db, FigureQuery asked)
    {
        var snapshots = db.StatisticsSnapshots.AsNoTracking().Where(s => asked.AsOf == null || s.AsOf == asked.AsOf);
        if (await snapshots.OrderByDescending(s => s.AsOf).Select(s => new { s.Id, s.AsOf }).FirstOrDefaultAsync() is not { } snapshot)
        {
            (rows, asOf, figure, total) = ([], null, null, 0);
            return;
        }

        var counted = await db.StatisticsRows
            .Where(r => r.SnapshotId == snapshot.Id && r.Type == asked.Type && r.Dimension == asked.Dimension && r.Year == asked.Year && (asked.Target == null || r.Target == asked.Target))
            .SumAsync(r => r.Count);
        var behind = db.Behind(snapshot.AsOf, asked.Type, asked.Dimension, asked.Year, asked.Target).AsNoTracking().VisibleTo(db, Me);
        var count = await behind.CountAsync();
        var shown = asked with { Page = Math.Min(asked.Page, ListPager.PagesOf(count)) };
        var read = await behind.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Skip((shown.Page - 1) * ListPager.Length).Take(ListPager.Length).Select(StepRow.Projection).ToListAsync();

        // Meanwhile the reader may have asked for something else.
        if (asked == query)
        {
            (query, asOf, figure, total, rows) = (shown, snapshot.AsOf, counted, count, read);
        }
    }
}
