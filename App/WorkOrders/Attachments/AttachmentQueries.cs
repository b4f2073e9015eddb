using Microsoft.EntityFrameworkCore;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Attachments;

/// <summary>How files are found for an order.</summary>
public static class AttachmentQueries
{
    /// <summary>The files of these keys in their order: his own uploads and what the order has already. Fewer than asked: somebody else's, or cleared away.</summary>
    public static async Task<IReadOnlyList<StoredFile>> FilesForAsync(this AppDb db, long workOrderId, IReadOnlyCollection<string> keys, CurrentUser me)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var files = await db.StoredFiles.Where(f => keys.Contains(f.Key) && (f.UploaderId == me.Id || db.Attachments.Any(a => a.FileId == f.Id && a.WorkOrderId == workOrderId)))
            .ToDictionaryAsync(f => f.Key);
        return [.. keys.Distinct().Select(files.GetValueOrDefault).OfType<StoredFile>()];
    }

    /// <summary>The refusal of files that are not all there.</summary>
    public static Outcome? MissingOf(this IReadOnlyList<StoredFile> files, IReadOnlyCollection<string> keys) =>
        files.Count < keys.Distinct().Count() ? Outcome.Refused("有附件已经不在了，或不是您上传的，请移除后重新上传") : null;
}

/// <summary>Files of orders, follow-ups and their drafts.</summary>
internal sealed class OrderFileUse : IFileUse
{
    public IQueryable<StoredFile> VisibleTo(IQueryable<StoredFile> files, AppDb db, CurrentUser me) => files.Where(f =>
        db.Attachments.Any(a => a.FileId == f.Id && db.WorkOrders.VisibleTo(me).Any(o => o.Id == a.WorkOrderId))
        || db.FollowUpDrafts.Any(d => d.UserId == me.Id && d.Files.Any(own => own.Id == f.Id)));

    public IQueryable<StoredFile> Unused(IQueryable<StoredFile> files, AppDb db) => Unsaved(files, db).Where(f => !db.FollowUpDrafts.Any(d => d.Files.Any(own => own.Id == f.Id)));

    public IQueryable<StoredFile> Unsaved(IQueryable<StoredFile> files, AppDb db) => files.Where(f => !db.Attachments.Any(a => a.FileId == f.Id));
}
