using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Defaults.Statistics;

/// <summary>Page 统计: snapshot figures by industry and region, their trend, and links to the rows.</summary>
public sealed partial class StatisticsPage(ScreenServices services, ILogger<StatisticsPage> log) : Screen(services)
{
    private const int MostYears = 10;

    private StatisticsQuery query = new();
    private Figures? figures;
    private Overview? overview;
    private IReadOnlyList<TrendPoint> points = [];
    private string? target;
    private string? problem;
    private bool failed;
    private bool making;

    // Not read. Declaring a query parameter makes Blazor update the page on every URL change.
    [SupplyParameterFromQuery(Name = "year")]
    private string? YearInAddress { get; set; }

    private int Year => query.Year ?? ThisYear;

    private int ThisYear => BusinessTime.DayOf(Time.GetUtcNow()).Year;

    private IEnumerable<int> Years => figures!.Years.Append(Year).Append(ThisYear).Distinct().OrderDescending();

    protected override async Task OnParametersSetAsync()
    {
        query = StatisticsQuery.Parse(new Uri(Navigator.Uri).Query);
        if (figures is null)
        {
            await LoadAsync();
        }
        else
        {
            ChooseTrend();
        }
    }

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            figures = await Figures.ReadAsync(db);
            overview = await Overview.ReadAsync(db, Me);
            ChooseTrend();
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The statistics could not be read.");
            failed = true;
        }
    }

    private async Task MakeAsync()
    {
        if (making || !Me.May(Permission.DecideDefaults))
        {
            return;
        }

        (making, problem) = (true, null);
        try
        {
            await DailyStatistics.MakeAsync(Factory, Time.GetUtcNow(), CancellationToken.None);
            await LoadAsync();
            Toasts.Done(L["统计已更新到现在"]);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The statistics could not be made.");
            problem = L["统计没有更新成功，请稍后再试。"];
        }
        finally
        {
            making = false;
        }
    }

    // Default to the largest target of the year, or else the first one.
    private void ChooseTrend()
    {
        var targets = figures!.Targets(query.Dimension);
        target = query.Target is { } wanted && targets.Contains(wanted, StringComparer.Ordinal) ? wanted
            : figures.Of(query.Type, query.Dimension, Year) is [var largest, ..] ? largest.Target : targets is [var first, ..] ? first : null;
        if (target is null)
        {
            points = [];
            return;
        }

        var last = Math.Max(ThisYear, figures.Years[0]);
        var since = Math.Max(Math.Min(figures.Years[^1], last - 1), last - MostYears + 1);
        points =
        [
            .. Enumerable.Range(since, last - since + 1).Select(year => new TrendPoint(
                year, figures.Count(StatisticsType.Default, query.Dimension, year, target),
                figures.Count(StatisticsType.Renewal, query.Dimension, year, target))),
        ];
    }

    private string Naming(string name) => name == DefaultChange.Unclassified ? L[name] : name;

    private string RowsOf(StatisticsType type, Dimension dimension, string? of, int? year = null) =>
        new FigureQuery(figures!.AsOf, type, dimension, year ?? Year, of).Address;

    private void Show(StatisticsQuery wanted) => Navigator.NavigateTo(wanted.Address);
}
