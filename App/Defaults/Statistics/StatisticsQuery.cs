using System.Globalization;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.Statistics;

/// <summary>State of the page 统计 in the URL.</summary>
public sealed record StatisticsQuery
{
    public const string Path = "/defaults/statistics";

    /// <summary>Null means the current year.</summary>
    public int? Year { get; init; }

    public StatisticsType Type { get; init; }

    /// <summary>Dimension of the trend.</summary>
    public Dimension Dimension { get; init; }

    /// <summary>Target of the trend; null means the largest.</summary>
    public string? Target { get; init; }

    public string Address => ListAddress.Of(
        Path, ("year", ListAddress.Of(Year)), ("type", Type == default ? null : Type.ToString()),
        ("dimension", Dimension == default ? null : Dimension.ToString()), ("target", Target));

    public static StatisticsQuery Parse(string? query)
    {
        var parts = ListAddress.Parse(query);
        return new StatisticsQuery
        {
            Year = parts.Number("year") is >= 2000 and <= 2100 and var year ? year : null,
            Type = parts.Named<StatisticsType>("type") ?? default,
            Dimension = parts.Named<Dimension>("dimension") ?? default,
            Target = parts.Text("target"),
        };
    }
}

/// <summary>The figure whose rows are shown. AsOf selects the snapshot (null: the newest), so that the counts match. No Target: the whole year.</summary>
public sealed record FigureQuery(DateTimeOffset? AsOf, StatisticsType Type, Dimension Dimension, int Year, string? Target, int Page = 1) : IListQuery
{
    public const string Path = "/defaults/statistics/rows";

    public string Address => ListAddress.Of(
        Path, ("year", ListAddress.Of(Year)), ("type", Type.ToString()), ("dimension", Dimension.ToString()), ("target", Target),
        ("asOf", AsOf?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), ("page", ListAddress.OfPage(Page)));

    /// <summary>URL of the statistics page that linked here.</summary>
    public string WayBack => new StatisticsQuery { Year = Year, Type = Type, Dimension = Dimension, Target = Target }.Address;

    public static FigureQuery Parse(string? query, int thisYear)
    {
        var parts = ListAddress.Parse(query);
        DateTimeOffset? asOf = DateTimeOffset.TryParse(
            parts.Text("asOf"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;
        var page = StatisticsQuery.Parse(query);
        return new FigureQuery(asOf, page.Type, page.Dimension, page.Year ?? thisYear, page.Target, parts.Page());
    }
}
