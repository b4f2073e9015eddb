namespace WorkOrders.Defaults.Statistics;

/// <summary>One year of a trend.</summary>
public sealed record TrendPoint(int Year, int Defaults, int Renewals)
{
    public int Of(StatisticsType type) => type == StatisticsType.Default ? Defaults : Renewals;
}
