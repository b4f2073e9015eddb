using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Api;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>File API. Users who handle orders may upload every file type, others only documents.</summary>
internal static class FileApiEndpoints
{
    // Size of the multipart form without the file, in bytes.
    private const long Form = 64 * 1024;

    public static void MapApiFiles(this RouteGroupBuilder api)
    {
        var files = api.MapGroup("/files").WithTags("文件");
        files.MapPost("/upload", UploadAsync).RequireAuthorization(policy => policy.RequireRole([.. Permissions.Table[Permission.ReadDefaults], .. Permissions.Table[Permission.HandleOrders]])).DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(StoredFile.MaxSize + Form)).Produces<Envelope<FileAnswer>>().WithSummary("上传附件");
        files.MapGet("/{fileId}", DownloadAsync).WithSummary("下载附件");
    }

    /// <summary>The absolute download address given to API clients.</summary>
    public static string UrlOf(HttpRequest request, string key) => $"{request.Scheme}://{request.Host}{ApiConfiguration.Prefix}/v1/files/{key}";

    /// <summary>The file key of such an address; null for any other address.</summary>
    public static string? KeyOf(HttpRequest request, string? url) =>
        url?.StartsWith(UrlOf(request, ""), StringComparison.OrdinalIgnoreCase) == true && url[UrlOf(request, "").Length..] is { Length: > 0 and <= 26 } key && key.All(char.IsAsciiLetterOrDigit) ? key : null;

    private static async Task<IResult> DownloadAsync(
        string fileId, HttpContext context, IDbContextFactory<AppDb> factory, FileUses uses, IFileStore store, CancellationToken cancellation) =>
        (await FileEndpoints.DownloadAsync(fileId, context, factory, uses, store, cancellation)).Result is FileStreamHttpResult found ? found : Answer.Missing();

    private static async Task<IResult> UploadAsync(IFormFile? file, HttpContext http, CurrentUser me, FileUpload upload)
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
        var result = await upload.TakeAsync(content, file.FileName, me.May(Permission.HandleOrders) ? FileKinds.All : FileKinds.Documents, me, http.RequestAborted);
        return result.File is { } stored
            ? Answer.Ok(new FileAnswer(stored.Key, stored.Name.Masked, UrlOf(http.Request, stored.Key), stored.Size, stored.UploadedAt), "上传成功")
            : Refused(result.Outcome, result.IsFull ? StatusCodes.Status409Conflict : file.Length == 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status415UnsupportedMediaType);
    }

    private static IResult Refused(Outcome outcome, int status) => Answer.Refused(status, outcome.Reason!, [.. outcome.Arguments]);

    /// <summary>A file of a record. In requests only <paramref name="FileUrl"/> identifies it.</summary>
    internal sealed record FileJson(string? FileName, string? FileUrl, long? FileSize)
    {
        public static FileJson Of(StoredFile file, HttpRequest request) => new(file.Name.Masked, UrlOf(request, file.Key), file.Size);
    }

    internal sealed record FileAnswer(string FileId, string FileName, string FileUrl, long FileSize, DateTimeOffset UploadTime);
}
