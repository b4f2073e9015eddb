using System.Globalization;
using WorkOrders.Shared;

namespace WorkOrders.Sheets;

/// <summary>Content type and file name of a workbook download.</summary>
public static class SheetFile
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>工单-20261121-1405.xlsx, in Shanghai time.</summary>
    public static string NameOf(string what, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return string.Create(CultureInfo.InvariantCulture, $"{what}-{BusinessTime.Local(time.GetUtcNow()):yyyyMMdd-HHmm}.xlsx");
    }
}
