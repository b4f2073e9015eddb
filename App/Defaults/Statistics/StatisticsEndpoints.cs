using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Api;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Statistics;

/// <summary>API endpoints for 统计: the figures of the last snapshot.</summary>
internal static class StatisticsEndpoints
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;
    private const int MostYears = 50;

    public static void MapStatistics(this RouteGroupBuilder api)
    {
        var statistics = api.MapGroup("/statistics").Requires(Permission.ReadDefaults).WithTags("违约统计");
        statistics.MapGet("/by-industry", ByIndustryAsync).Produces<Envelope<IndustryAnswer>>().WithSummary("按行业统计违约情况");
        statistics.MapGet("/by-region", ByRegionAsync).Produces<Envelope<RegionAnswer>>().WithSummary("按区域统计违约情况");
        statistics.MapGet("/trend", TrendAsync).Produces<Envelope<TrendAnswer>>().WithSummary("获取趋势统计数据");
        statistics.MapGet("/overview", OverviewAsync).Produces<Envelope<OverviewAnswer>>().WithSummary("概览");
        statistics.MapGet("/industries", (IDbContextFactory<AppDb> factory, CancellationToken cancellation) =>
            TargetsAsync(Dimension.Industry, factory, cancellation)).Produces<Envelope<string[]>>().WithSummary("有数据的行业");
        statistics.MapGet("/regions", (IDbContextFactory<AppDb> factory, CancellationToken cancellation) =>
            TargetsAsync(Dimension.Region, factory, cancellation)).Produces<Envelope<string[]>>().WithSummary("有数据的区域");
    }

    private static Task<IResult> ByIndustryAsync(
        [AsParameters] YearQuery query, IDbContextFactory<AppDb> factory, TimeProvider time, CancellationToken cancellation) =>
        AnswerAsync(
            query, Dimension.Industry, factory, time,
            (year, type, total, list) =>
                new IndustryAnswer(year, type, total, [.. list.Select(f => new IndustryLine(f.Target, f.Count, f.Percentage, f.Trend))]),
            cancellation);

    private static Task<IResult> ByRegionAsync(
        [AsParameters] YearQuery query, IDbContextFactory<AppDb> factory, TimeProvider time, CancellationToken cancellation) =>
        AnswerAsync(
            query, Dimension.Region, factory, time,
            (year, type, total, list) => new RegionAnswer(year, type, total, [.. list.Select(f => new RegionLine(f.Target, f.Count, f.Percentage, f.Trend))]),
            cancellation);

    private static async Task<IResult> AnswerAsync<T>(
        YearQuery query, Dimension dimension, IDbContextFactory<AppDb> factory, TimeProvider time,
        Func<int, StatisticsType, int, IReadOnlyList<Figure>, T> answer, CancellationToken cancellation)
    {
        if (Fault("year", query.Year) is { } fault)
        {
            return Answer.BadField(fault);
        }

        var (year, type) = (query.Year ?? ThisYear(time), query.Type?.Value ?? StatisticsType.Default);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var figures = (await Figures.ReadAsync(db, cancellation)).Of(type, dimension, year);
        return Answer.Ok(answer(year, type, figures.Sum(f => f.Count), figures));
    }

    private static async Task<IResult> TrendAsync(
        [AsParameters] TrendQuery query, IDbContextFactory<AppDb> factory, TimeProvider time, CancellationToken cancellation)
    {
        if (query.Fault() is { } fault)
        {
            return Answer.BadField(fault);
        }

        var last = query.EndYear ?? ThisYear(time);
        var first = query.StartYear ?? last - 2;
        if (first > last || last - first >= MostYears)
        {
            return Answer.BadField(new ApiFault("startYear", "{0}：应不晚于 {1}，且不超过 {2} 年", "endYear", MostYears));
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var figures = await Figures.ReadAsync(db, cancellation);
        var (dimension, target) = (query.Dimension!.Value.Value, query.Target!.Trim());
        return Answer.Ok(new TrendAnswer(dimension, target,
        [
            .. Enumerable.Range(first, last - first + 1)
                .Select(year => new TrendLine(
                    year, figures.Count(StatisticsType.Default, dimension, year, target), figures.Count(StatisticsType.Renewal, dimension, year, target))),
        ]));
    }

    private static async Task<IResult> OverviewAsync(CurrentUser me, IDbContextFactory<AppDb> factory, TimeProvider time, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var (figures, year) = (await Figures.ReadAsync(db, cancellation), ThisYear(time));
        var now = await Overview.ReadAsync(db, me, cancellation);
        return Answer.Ok(new OverviewAnswer(
            year, figures.Total(StatisticsType.Default, year), figures.Total(StatisticsType.Renewal, year), now.InDefault, now.PendingApplications,
            now.PendingRenewals, figures.AsOf));
    }

    private static async Task<IResult> TargetsAsync(Dimension dimension, IDbContextFactory<AppDb> factory, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return Answer.Ok((await Figures.ReadAsync(db, cancellation)).Targets(dimension));
    }

    private static int ThisYear(TimeProvider time) => BusinessTime.DayOf(time.GetUtcNow()).Year;

    private static ApiFault? Fault(string field, int? year) =>
        year is < FirstYear or > LastYear ? new ApiFault(field, "{0}：应为 {1} 到 {2} 之间的整数", FirstYear, LastYear) : null;

    internal sealed record YearQuery([FromQuery(Name = "year")] int? Year, [FromQuery(Name = "type")] OneOf<StatisticsType>? Type);

    internal sealed record TrendQuery(
        [FromQuery(Name = "dimension")] OneOf<Dimension>? Dimension, [FromQuery(Name = "target")] string? Target,
        [FromQuery(Name = "startYear")] int? StartYear, [FromQuery(Name = "endYear")] int? EndYear)
    {
        public ApiFault? Fault() =>
            Dimension is null ? new ApiFault("dimension", "{0}：不能为空")
            : string.IsNullOrWhiteSpace(Target) ? new ApiFault("target", "{0}：不能为空")
            : SearchText.Fault("target", Target) ?? StatisticsEndpoints.Fault("startYear", StartYear) ?? StatisticsEndpoints.Fault("endYear", EndYear);
    }

    internal sealed record IndustryAnswer(int Year, StatisticsType Type, int Total, IReadOnlyList<IndustryLine> Industries);

    internal sealed record IndustryLine(string Industry, int Count, decimal Percentage, Trend Trend);

    internal sealed record RegionAnswer(int Year, StatisticsType Type, int Total, IReadOnlyList<RegionLine> Regions);

    internal sealed record RegionLine(string Region, int Count, decimal Percentage, Trend Trend);

    internal sealed record TrendAnswer(Dimension Dimension, string Target, IReadOnlyList<TrendLine> Trend);

    internal sealed record TrendLine(int Year, int DefaultCount, int RenewalCount);

    internal sealed record OverviewAnswer(
        int Year, int DefaultCount, int RenewalCount, int InDefaultCount, int PendingApplications, int PendingRenewals, DateTimeOffset? DataAsOf);
}
