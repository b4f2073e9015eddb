using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkOrders.Shared;

namespace WorkOrders.Sheets;

/// <summary>Content type and file name of a workbook download.</summary>
public static class SheetFile
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Streams a workbook while <paramref name="write"/> makes it. For HEAD it isn't made, so that nothing is recorded as exported.</summary>
    public static PushStreamHttpResult Stream(HttpContext http, Func<Stream, Task> write, string name) =>
        TypedResults.Stream(http.IsHead() ? _ => Task.CompletedTask : write, ContentType, name);

    /// <summary>工单-20261121-1405.xlsx, in Shanghai time.</summary>
    public static string NameOf(string what, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return string.Create(CultureInfo.InvariantCulture, $"{what}-{BusinessTime.Local(time.GetUtcNow()):yyyyMMdd-HHmm}.xlsx");
    }

    /// <summary>The name of an uploaded file for the record: numbers masked, the end of a long one, which tells its kind.</summary>
    public static string Masked(string fileName, int length) => FreeText.MaskNumbers(fileName) is var name && name.Length > length ? name[^length..] : name;
}
