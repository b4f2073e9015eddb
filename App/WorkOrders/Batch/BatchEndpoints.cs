using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkOrders.Desk;
using WorkOrders.Shared;

namespace WorkOrders.Batch;

/// <summary>The files of orders.</summary>
public static class BatchEndpoints
{
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // More than a page of the desk holds.
    private const int MostNumbers = 200;

    public static void MapBatch(this WebApplication app) => app.MapGet(OrderExport.Path, Export).RequireAuthorization(nameof(Permission.ReadOrders));

    private static PushStreamHttpResult Export(HttpRequest request, ClaimsPrincipal user, OrderExport export, TimeProvider time)
    {
        var filter = WorkOrderFilter.Parse(request.QueryString.Value, DeskView.All);
        string[] numbers = [.. request.Query["numbers"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostNumbers)];
        return TypedResults.Stream(
            stream => export.WriteAsync(stream, filter, numbers, CurrentUser.From(user)!, request.HttpContext.RequestAborted),
            Workbook,
            FileName("工单", time));
    }

    private static string FileName(string what, TimeProvider time) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}-{BusinessTime.Local(time.GetUtcNow()):yyyyMMdd-HHmm}.xlsx");
}
