using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Files.Content;
using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>Takes files in: from the screens and from the API. What is refused leaves nothing behind.</summary>
public sealed class FileUpload(IFileStore store, IDbContextFactory<AppDb> factory, FileUses uses, TimeProvider time)
{
    /// <summary>So many of a person's files may wait for a record to refer to them, drafts included: what nobody saves is bounded.</summary>
    public const int MostUnsaved = 100;

    /// <summary>Counts while it reads: of what is too long no more than the limit is ever kept.</summary>
    /// <param name="content">Read once, from its start to the limit.</param>
    /// <param name="name">As the person's machine has it.</param>
    /// <param name="allowed">Which kinds; the content decides, and the name has to agree.</param>
    /// <param name="me">Who uploads.</param>
    /// <param name="cancellation">The upload was broken off.</param>
    public async Task<UploadResult> TakeAsync(Stream content, string? name, IReadOnlyCollection<FileKind> allowed, CurrentUser me, CancellationToken cancellation = default)
    {
        if (await IsFullAsync(me, cancellation))
        {
            return new UploadResult(Outcome.Refused("您有 {0} 个上传的文件还没有保存到记录里，请先保存；没有用到的一天后自动清除", MostUnsaved), null, IsFull: true);
        }

        var clean = FileName.Clean(name);
        await using var scratch = Scratch();
        var (size, sha256) = await CopyAsync(content, scratch, cancellation);
        if (Refusal(scratch, size, clean, allowed, out var kind) is { } refusal)
        {
            return new UploadResult(refusal, null);
        }

        var file = new StoredFile(StoredFile.NewKey(), clean, kind, size, sha256, me, time.GetUtcNow());
        scratch.Position = 0;
        await store.PutAsync(file.Key, scratch, cancellation);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        db.Add(file);
        await db.SaveChangesAsync(cancellation);
        return new UploadResult(Outcome.Done, file);
    }

    /// <summary>For a length that is told before anything is read.</summary>
    public static Outcome TooLarge(string? name) => Outcome.Refused("文件“{0}”超过 {1} MB", FileName.Clean(name).Masked, StoredFile.MaxSize / 1024 / 1024);

    private static Outcome? Refusal(FileStream scratch, long size, FreeText name, IReadOnlyCollection<FileKind> allowed, out FileKind kind)
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

        var finding = FileContent.Read(scratch);
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
        return await uses.Unsaved(db.StoredFiles.Where(f => f.UploaderId == me.Id), db).Select(f => f.Id).Take(MostUnsaved).CountAsync(cancellation) == MostUnsaved;
    }

    // Gone when it is closed, whatever happens.
    private static FileStream Scratch() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

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

/// <summary>The file, or why there is none; <paramref name="IsFull"/> when it isn't the file's fault.</summary>
public sealed record UploadResult(Outcome Outcome, StoredFile? File, bool IsFull = false);
