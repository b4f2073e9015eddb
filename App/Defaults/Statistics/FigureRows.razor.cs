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
            await ReadAsync(db);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "The rows behind a figure could not be read.");
            failed = true;
        }
    }

    private async Task ReadAsync(AppDb db)
    {
        var snapshots = db.StatisticsSnapshots.AsNoTracking().Where(s => query.AsOf == null || s.AsOf == query.AsOf);
        if (await snapshots.OrderByDescending(s => s.AsOf).Select(s => new { s.Id, s.AsOf }).FirstOrDefaultAsync() is not { } snapshot)
        {
            (rows, asOf, figure, total) = ([], null, null, 0);
            return;
        }

        asOf = snapshot.AsOf;
        figure = await db.StatisticsRows
            .Where(r => r.SnapshotId == snapshot.Id && r.Type == query.Type && r.Dimension == query.Dimension && r.Year == query.Year && (query.Target == null || r.Target == query.Target))
            .SumAsync(r => r.Count);
        var behind = db.Behind(snapshot.AsOf, query.Type, query.Dimension, query.Year, query.Target).AsNoTracking().VisibleTo(db, Me);
        total = await behind.CountAsync();
        query = query with { Page = Math.Min(query.Page, ListPager.PagesOf(total)) };
        rows = await behind.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Skip((query.Page - 1) * ListPager.Length).Take(ListPager.Length).Select(StepRow.Projection).ToListAsync();
    }
}
