using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkOrders.Api;
using WorkOrders.Database;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Views;
using WorkOrders.Export;
using WorkOrders.Import.Reading;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import;

/// <summary>Downloads for orders: with the cookie for pages; the template also through the API.</summary>
public static class BatchEndpoints
{
    public const string TemplateAddress = "/work-orders/import/template";

    // More than the maximum page size of the desk.
    private const int MostNumbers = 200;

    public static void MapBatch(this WebApplication app)
    {
        app.MapGet(OrderExport.Path, ExportAsync).RequireAuthorization(nameof(Permission.AssignOrders));
        app.MapGet(TemplateAddress, TemplateAsync).RequireAuthorization(nameof(Permission.CreateOrders));
        app.MapGet(RefusedRows.Path, RefusedAsync).RequireAuthorization(nameof(Permission.CreateOrders));
    }

    /// <summary>API routes: list of templates, and the file of one template.</summary>
    public static void MapTemplates(this RouteGroupBuilder api)
    {
        var templates = api.MapGroup("/work-order-templates").WithTags("批量建单").Requires(Permission.CreateOrders);
        templates.MapGet("", ListAsync).Produces<Envelope<IReadOnlyList<TemplateAnswer>>>().WithSummary("工单模版");
        templates.MapGet("/{templateId}/file", FileAsync).Produces<FileContentHttpResult>(contentType: SheetFile.ContentType).WithSummary("下载工单模版（xlsx）");
    }

    private static async Task<IResult> ExportAsync(
        HttpRequest request, ClaimsPrincipal user, OrderExport export, LookUpCounter lookUps, TimeProvider time, CancellationToken gone)
    {
        var filter = WorkOrderFilter.Parse(request.QueryString.Value, DeskView.All);
        string[] numbers = [.. request.Query["numbers"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostNumbers).Select(OrderNumber.Read)];
        var me = CurrentUser.From(user)!;
        var lookUp = await lookUps.TakeAsync(LookUpPlace.Export, me, numbers.Length > 0 || request.HttpContext.IsHead() ? [] : filter.Numbers, gone);
        return lookUp is { Outcome.IsRefused: true, Until: { } until }
            ? Answer.TooMany(lookUp.Outcome, until)
            : SheetFile.Stream(
                request.HttpContext,
                stream => WriteAsync(stream, filter, numbers, me, export, lookUps, lookUp, gone),
                SheetFile.NameOf("工单", time));
    }

    // A hit is noted at the first row, because the download may be broken off after it.
    private static async Task WriteAsync(
        Stream stream, WorkOrderFilter filter, string[] numbers, CurrentUser me, OrderExport export, LookUpCounter lookUps, LookUp lookUp, CancellationToken gone)
    {
        if (await export.WriteAsync(stream, filter, numbers, me, () => lookUps.NoteAsync(lookUp, true), gone) == 0)
        {
            await lookUps.NoteAsync(lookUp, false);
        }
    }

    private static async Task<FileContentHttpResult> TemplateAsync(OrderListsCache lists, TimeProvider time) =>
        TypedResults.File(new TemplateFile(await lists.GetAsync()).Write(), SheetFile.ContentType, SheetFile.NameOf("批量建单模版", time));

    private static async Task<IResult> RefusedAsync(long? id, HttpContext http, ClaimsPrincipal user, RefusedRows refused, TimeProvider time) =>
        CurrentUser.From(user)! is var me && await refused.FindAsync(id, me, time.GetUtcNow()) is { } import
            ? SheetFile.Stream(http, stream => refused.WriteAsync(stream, import, me, http.RequestAborted), SheetFile.NameOf("批量建单错误行", time))
            : TypedResults.LocalRedirect($"/work-orders/import?id={id}");

    private static async Task<IResult> ListAsync(OrderListsCache lists) => Answer.Ok<IReadOnlyList<TemplateAnswer>>(
        [new TemplateAnswer(BatchTemplate.Id, BatchTemplate.Name, BatchTemplate.VersionOf(await lists.GetAsync()), [.. BatchTemplate.Columns.Select(c => c.Title)])]);

    private static async Task<IResult> FileAsync(string templateId, OrderListsCache lists, TimeProvider time) =>
        templateId == BatchTemplate.Id ? await TemplateAsync(lists, time) : Answer.Missing();
}

/// <summary>A template in an API response.</summary>
internal sealed record TemplateAnswer(string TemplateId, string Name, string Version, IReadOnlyList<string> Columns);
