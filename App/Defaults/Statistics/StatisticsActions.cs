using WorkOrders.Shared;

namespace WorkOrders.Defaults.Statistics;

/// <summary>Actions of the 导出 of figures.</summary>
public static class StatisticsActions
{
    public static readonly OperationAction Exported = new("default-statistics-exported", "导出违约统计");
}
