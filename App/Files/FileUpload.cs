using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Files.Content;
using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>Stores uploads from pages and from the API. A rejected upload leaves nothing behind.</summary>
public sealed class FileUpload(IFileStore store, IDbContextFactory<AppDb> factory, FileUses uses, UploadChecks checks, TimeProvider time)
{
    /// <summary>Maximum number of a user's uploaded files that no saved record refers to yet, including files in drafts.</summary>
    public const int MostUnsaved = 100;

    /// <summary>Checks and stores an upload. Stops reading at the size limit.</summary>
    /// <param name="content">Read once, from start to the size limit.</param>
    /// <param name="name">The file name on the user's computer.</param>
    /// <param name="allowed">Accepted types. The content decides the type, and the extension must match it.</param>
    /// <param name="me">The uploader.</param>
    /// <param name="cancellation">Cancelled when the upload is aborted.</param>
    public async Task<UploadResult> TakeAsync(
        Stream content, string? name, IReadOnlyCollection<FileKind> allowed, CurrentUser me, CancellationToken cancellation = default)
    {
        if (await IsFullAsync(me, cancellation))
        {
            return new UploadResult(Outcome.Refused("您有 {0} 个上传的文件还没有保存到记录里，请先保存；没有用到的一天后自动清除", MostUnsaved), null, IsFull: true);
        }

        var clean = FileName.Clean(name);
        await using var scratch = PrivateFiles.OpenScratch();
        var (size, sha256) = await CopyAsync(content, scratch, cancellation);
        var kind = default(FileKind);
        var (outcome, isBusy) = await checks.RunAsync(
            UploadKind.File,
            me,
            token => Task.FromResult(Refusal(scratch, size, clean, allowed, token, out kind) ?? Outcome.Done),
            gone: cancellation);
        if (outcome.IsRefused)
        {
            return new UploadResult(outcome, null, IsBusy: isBusy);
        }

        var file = new StoredFile(StoredFile.NewKey(), clean, kind, size, sha256, me, time.GetUtcNow());
        scratch.Position = 0;
        await store.PutAsync(file.Key, scratch, cancellation);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        db.Add(file);
        await db.SaveChangesAsync(cancellation);
        return new UploadResult(Outcome.Done, file);
    }

    /// <summary>The error for a declared length over the limit, before anything is read.</summary>
    public static Outcome TooLarge(string? name) => Outcome.Refused("文件“{0}”超过 {1} MB", FileName.Clean(name).Masked, StoredFile.MaxSize / 1024 / 1024);

    private static Outcome? Refusal(
        FileStream scratch, long size, FreeText name, IReadOnlyCollection<FileKind> allowed, CancellationToken gone, out FileKind kind)
    {
        kind = default;
        if (size > StoredFile.MaxSize)
        {
            return TooLarge(name.Unmask());
        }

        if (size == 0)
        {
            return Outcome.Refused("文件“{0}”是空的", name.Masked);
        }

        var finding = FileContent.Read(scratch, gone);
        if (finding.HasMacros)
        {
            return Outcome.Refused("文件“{0}”含有宏，不能上传；请另存为不含宏的文件", name.Masked);
        }

        if (FileKinds.OfName(name.Unmask()) is not { } promised || !allowed.Contains(promised))
        {
            return Outcome.Refused("文件“{0}”的类型不能上传，可以上传：{1}", name.Masked, string.Join(' ', allowed.Select(k => k.Extension())));
        }

        kind = promised;
        return finding.Kind == promised ? null : Outcome.Refused("文件“{0}”的内容不是 {1}，或文件已损坏", name.Masked, promised.Extension());
    }

    private async Task<bool> IsFullAsync(CurrentUser me, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var mine = db.StoredFiles.Where(f => f.UploaderId == me.Id);
        return await uses.Unsaved(mine, db).Select(f => f.Id).Take(MostUnsaved).CountAsync(cancellation) == MostUnsaved;
    }

    private static async Task<(long Size, string Sha256)> CopyAsync(Stream from, FileStream to, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        long size = 0;
        while (size <= StoredFile.MaxSize && await from.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            size += read;
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        await to.FlushAsync(cancellation);
        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}

/// <summary>
/// The stored file, or the reason for the rejection; <paramref name="IsFull"/> when the user has too many unsaved files, and
/// <paramref name="IsBusy"/> when other files are being checked.
/// </summary>
public sealed record UploadResult(Outcome Outcome, StoredFile? File, bool IsFull = false, bool IsBusy = false);
