using System.Globalization;

namespace WorkOrders.Shared.Sheets;

/// <summary>How a workbook is sent to a browser.</summary>
public static class SheetFile
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>工单-20261121-1405.xlsx, by Shanghai's clock.</summary>
    public static string NameOf(string what, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return string.Create(CultureInfo.InvariantCulture, $"{what}-{BusinessTime.Local(time.GetUtcNow()):yyyyMMdd-HHmm}.xlsx");
    }
}
