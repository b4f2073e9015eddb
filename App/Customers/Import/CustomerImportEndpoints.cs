using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkOrders.Customers.Import.Reading;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Customers.Import;

/// <summary>Downloads for the import of customers.</summary>
public static class CustomerImportEndpoints
{
    public const string TemplateAddress = "/customers/import/template";

    public static void MapCustomerImport(this WebApplication app)
    {
        app.MapGet(TemplateAddress, Template).RequireAuthorization(nameof(Permission.ManageCustomers));
        app.MapGet(RefusedCustomers.Path, RefusedAsync).RequireAuthorization(nameof(Permission.ManageCustomers));
    }

    private static FileContentHttpResult Template(TimeProvider time) =>
        TypedResults.File(CustomerTemplate.File(), SheetFile.ContentType, SheetFile.NameOf("导入客户模版", time));

    private static async Task<IResult> RefusedAsync(long? id, HttpContext http, ClaimsPrincipal user, RefusedCustomers refused, TimeProvider time) =>
        CurrentUser.From(user)! is var me && await refused.FindAsync(id, me, time.GetUtcNow()) is { } import
            ? SheetFile.Stream(http, stream => refused.WriteAsync(stream, import, me, http.RequestAborted), SheetFile.NameOf("导入客户错误行", time))
            : TypedResults.LocalRedirect($"/customers/import?id={id}");
}
