using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using WorkOrders.AccessRecords;
using WorkOrders.Api;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>File API.</summary>
internal static class FileApiEndpoints
{
    // Size of the multipart form without the file, in bytes.
    private const long Form = 64 * 1024;

    public static void MapApiFiles(this RouteGroupBuilder api)
    {
        var files = api.MapGroup("/files").WithTags("文件");
        files.MapPost("/upload", UploadAsync).Requires(Permission.UploadFiles).DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(StoredFile.MaxSize + Form)).Produces<Envelope<FileAnswer>>().WithSummary("上传附件");
        files.MapGet("/{fileId}", DownloadAsync).WithSummary("下载附件");
    }

    /// <summary>The absolute download address given to API clients.</summary>
    public static string UrlOf(PublicAddress site, string key) => site.Of($"{ApiConfiguration.Prefix}/v1/files/{key}");

    /// <summary>The file key of such an address; null for any other address.</summary>
    public static string? KeyOf(PublicAddress site, string? url) =>
        url?.StartsWith(UrlOf(site, ""), StringComparison.OrdinalIgnoreCase) == true
            && url[UrlOf(site, "").Length..] is { Length: > 0 and <= 26 } key && key.All(char.IsAsciiLetterOrDigit) ? key : null;

    private static async Task<IResult> DownloadAsync(
        string fileId, HttpContext context, IDbContextFactory<AppDb> factory, FileUses uses, IFileStore store, AccessWriter access, CancellationToken cancellation) =>
        (await FileEndpoints.DownloadAsync(fileId, context, factory, uses, store, access, cancellation)).Result is FileStreamHttpResult found
            ? found : Answer.Missing();

    private static async Task<IResult> UploadAsync(IFormFile? file, HttpContext http, CurrentUser me, FileUpload upload, PublicAddress site)
    {
        if (file is null)
        {
            return Answer.BadField(new ApiFault("file", "{0}：不能为空"));
        }

        if (file.Length > StoredFile.MaxSize)
        {
            return Refused(FileUpload.TooLarge(file.FileName), StatusCodes.Status413PayloadTooLarge);
        }

        await using var content = file.OpenReadStream();
        var result = await upload.TakeAsync(content, file.FileName, FileKinds.For(me), me, http.RequestAborted);
        return result.File is { } stored
            ? Answer.Ok(new FileAnswer(stored.Key, stored.Name.Masked, UrlOf(site, stored.Key), stored.Size, stored.UploadedAt), "上传成功")
            : Refused(result.Outcome, StatusOf(result, file.Length));
    }

    private static int StatusOf(UploadResult result, long size) =>
        result.IsBusy ? StatusCodes.Status429TooManyRequests
        : result.IsFull ? StatusCodes.Status409Conflict
        : size == 0 ? StatusCodes.Status400BadRequest
        : StatusCodes.Status415UnsupportedMediaType;

    private static IResult Refused(Outcome outcome, int status) => Answer.Refused(status, outcome.Reason!, [.. outcome.Arguments]);

    /// <summary>A file of a record. In requests only <paramref name="FileUrl"/> identifies it.</summary>
    internal sealed record FileJson(string? FileName, string? FileUrl, long? FileSize)
    {
        public static FileJson Of(StoredFile file, PublicAddress site) => new(file.Name.Masked, UrlOf(site, file.Key), file.Size);
    }

    internal sealed record FileAnswer(string FileId, string FileName, string FileUrl, long FileSize, DateTimeOffset UploadTime);
}
