using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>Upload and download over HTTP, never through a Blazor circuit.</summary>
public static class FileEndpoints
{
    /// <summary>Header with the URI-encoded file name. In the URL the name would appear in logs.</summary>
    public const string NameHeader = "X-File-Name";

    public static string AddressOf(string key) => "/files/" + key;

    public static void MapFiles(this WebApplication app)
    {
        app.MapPost("/files", UploadAsync).RequireAuthorization()
            .WithMetadata(new RequireAntiforgeryTokenAttribute(), new DisableRequestSizeLimitAttribute());
        app.MapGet("/files/{fileId}", DownloadAsync).RequireAuthorization();
    }

    /// <summary>Downloads a file of a record that the caller may see, or an unattached file that they uploaded; otherwise 404. Also used by the API.</summary>
    public static async Task<Results<FileStreamHttpResult, Microsoft.AspNetCore.Http.HttpResults.NotFound>> DownloadAsync(
        string fileId, HttpContext context, IDbContextFactory<AppDb> factory, FileUses uses, IFileStore store, AccessWriter access, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var me = CurrentUser.From(context.User)!;
        var found = uses.VisibleTo(db.StoredFiles.AsNoTracking().Where(f => f.Key == fileId), db, me);
        if (await found.FirstOrDefaultAsync(cancellation) is not { } file || await store.OpenAsync(file.Key, cancellation) is not { } content)
        {
            return TypedResults.NotFound();
        }

        context.Response.RegisterForDispose(content);
        await access.DownloadAsync(context, me, file.Key, file.Name);
        var isInline = context.Request.Query.ContainsKey("inline") && file.Kind.HasPreview();
        Guard(context, isInline);
        return TypedResults.Stream(
            content,
            file.Kind.ContentType(),
            isInline ? null : file.Name.Masked,
            file.UploadedAt,
            new EntityTagHeaderValue($"\"{file.Sha256}\""),
            enableRangeProcessing: true);
    }

    private static async Task<IResult> UploadAsync(
        HttpContext context, ClaimsPrincipal user, FileUpload upload, IStringLocalizer<Text> text, [FromHeader(Name = NameHeader)] string? name)
    {
        // Not by a policy, which would answer the script with the page 没有权限. Only the script names the file.
        var me = CurrentUser.From(user)!;
        if (!me.May(Permission.UploadFiles))
        {
            return name is null ? TypedResults.Forbid() : Refused(Outcome.Forbidden("您没有这个操作的权限"), text, StatusCodes.Status403Forbidden);
        }

        // The framework checks this automatically only for endpoints that bind a form.
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
        {
            return Refused(Outcome.Refused("页面已过期，请刷新后再上传"), text, StatusCodes.Status400BadRequest);
        }

        var given = Uri.UnescapeDataString(name ?? "");
        if (context.Request.ContentLength > StoredFile.MaxSize)
        {
            return Refused(FileUpload.TooLarge(given), text);
        }

        var result = await upload.TakeAsync(context.Request.Body, given, FileKinds.For(me), me, context.RequestAborted);
        return result.File is { } file
            ? TypedResults.Ok(new UploadedFile(file.Key, file.Name.Masked, AddressOf(file.Key), file.Size, file.UploadedAt))
            : Refused(result.Outcome, text, result.IsBusy ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity);
    }

    // The script offers to try again after 429, and after an answer that isn't this JSON: a lost connection or the login page.
    private static JsonHttpResult<RefusedFile> Refused(
        Outcome outcome, IStringLocalizer<Text> text, int status = StatusCodes.Status422UnprocessableEntity) =>
        TypedResults.Json(new RefusedFile(text[outcome.Reason!, [.. outcome.Arguments]]), statusCode: status);

    // The sandbox gives the file, including a PDF, a unique origin: it can't run scripts or load resources as our site. Scripts in a PDF
    // are up to the browser's PDF viewer, which can't access this site.
    private static void Guard(HttpContext context, bool isInline)
    {
        context.KeepOwnSecurityHeaders();
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
        headers.XFrameOptions = "SAMEORIGIN";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        if (isInline)
        {
            headers.ContentDisposition = "inline";
        }
    }
}

/// <summary>Response of an upload.</summary>
public sealed record UploadedFile(string FileId, string FileName, string FileUrl, long FileSize, DateTimeOffset UploadTime);

/// <summary>Why a file was rejected, in the reader's language.</summary>
public sealed record RefusedFile(string Error);
