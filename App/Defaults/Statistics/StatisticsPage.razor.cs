using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Defaults.Statistics;

/// <summary>Page 统计: snapshot figures by industry and region, their trend, and links to the rows.</summary>
public sealed partial class StatisticsPage(ScreenServices services) : Screen(services)
{
    private StatisticsQuery query = new();
    private Figures? figures;
    private Overview? overview;

    protected override string FailureText => "统计没有更新成功，请稍后再试。";

    // Not read. Declaring a query parameter makes Blazor update the page on every URL change.
    [SupplyParameterFromQuery(Name = "year")]
    private string? YearInAddress { get; set; }

    private int Year => query.Year ?? ThisYear;

    private int ThisYear => BusinessTime.DayOf(Time.GetUtcNow()).Year;

    private IEnumerable<int> Years => figures!.Years.Append(Year).Append(ThisYear).Distinct().OrderDescending();

    protected override Task OnInitializedAsync() => ReadOnceAsync("", ReadFiguresAsync, Show);

    protected override void OnParametersSet() => query = StatisticsQuery.Parse(new Uri(Navigator.Uri).Query);

    private static int? Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private Task LoadAsync() => ReadAsync(ReadFiguresAsync, Show);

    private async Task<FiguresRead> ReadFiguresAsync(AppDb db, CancellationToken token) =>
        new(await Figures.ReadAsync(db, token), await Overview.ReadAsync(db, Me, token));

    private void Show(FiguresRead read) => (figures, overview) = (read.Figures, read.Overview);

    private async Task MakeAsync()
    {
        var isDone = await ActAsync("统计已更新到现在", async () =>
        {
            if (!Me.May(Permission.DecideDefaults))
            {
                return Outcome.Forbidden("没有权限");
            }

            await DailyStatistics.MakeAsync(Factory, Time.GetUtcNow(), CancellationToken.None);
            return Outcome.Done;
        });
        if (isDone)
        {
            await LoadAsync();
        }
    }

    private string RowsOf(StatisticsType type, Dimension dimension, string? of, int? year = null) =>
        new FigureQuery(figures!.AsOf, type, dimension, year ?? Year, of).Address;

    private void Show(StatisticsQuery wanted) => Navigator.NavigateTo(wanted.Address);

    private sealed record FiguresRead(Figures Figures, Overview Overview);
}
