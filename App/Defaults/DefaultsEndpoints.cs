using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Defaults;

/// <summary>File downloads of the 违约客户管理 screens, authenticated by cookie.</summary>
public static class DefaultsEndpoints
{
    public static void MapDefaults(this WebApplication app)
    {
        app.MapGet(DefaultQuery.ExportPath, ExportCustomers).RequireAuthorization(nameof(Permission.ReadDefaults));
        app.MapGet(StatisticsExport.Path, ExportStatistics).RequireAuthorization(nameof(Permission.ReadDefaults));
    }

    private static PushStreamHttpResult ExportCustomers(HttpRequest request, ClaimsPrincipal user, DefaultExport export, TimeProvider time)
    {
        var filter = DefaultQuery.Parse(request.QueryString.Value).Filter;
        return SheetFile.Stream(
            request.HttpContext, stream => export.WriteAsync(stream, filter, CurrentUser.From(user)!, request.HttpContext.RequestAborted), SheetFile.NameOf("违约客户", time));
    }

    private static PushStreamHttpResult ExportStatistics(HttpContext http, ClaimsPrincipal user, StatisticsExport export, TimeProvider time) =>
        SheetFile.Stream(http, stream => export.WriteAsync(stream, CurrentUser.From(user)!, http.RequestAborted), SheetFile.NameOf("违约统计", time));
}
