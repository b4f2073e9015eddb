using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Attachments;

/// <summary>Queries for the files an order may use.</summary>
public static class AttachmentQueries
{
    /// <summary>The files with these keys, in key order: the user's own uploads, files already on the order, and those of a draft that a colleague handed over. Other or deleted files are left out.</summary>
    public static async Task<IReadOnlyList<StoredFile>> FilesForAsync(this AppDb db, long workOrderId, IReadOnlyCollection<string> keys, CurrentUser me)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var files = await db.StoredFiles.Where(f => keys.Contains(f.Key) && (f.UploaderId == me.Id || db.Set<Attachment>().Any(a => a.FileId == f.Id && a.WorkOrderId == workOrderId)
                || db.Set<Draft>().Any(d => d.UserId == me.Id && d.HandedById != null && d.Files.Any(own => own.Id == f.Id))))
            .ToDictionaryAsync(f => f.Key);
        return [.. keys.Distinct().Select(files.GetValueOrDefault).OfType<StoredFile>()];
    }

    /// <summary>The refusal when some of the files were not found.</summary>
    public static Outcome? MissingOf(this IReadOnlyList<StoredFile> files, IReadOnlyCollection<string> keys) =>
        files.Count < keys.Distinct().Count() ? Outcome.Refused("有附件已经不在了，或不是您上传的，请移除后重新上传") : null;
}

/// <summary>Tells file cleanup which files are used by orders and follow-ups.</summary>
internal sealed class OrderFileUse : IFileUse
{
    public IQueryable<StoredFile> VisibleTo(IQueryable<StoredFile> files, AppDb db, CurrentUser me) =>
        files.Where(f => db.Set<Attachment>().Any(a => a.FileId == f.Id && db.Set<WorkOrder>().VisibleTo(me).Any(o => o.Id == a.WorkOrderId)));

    public IQueryable<StoredFile> Unused(IQueryable<StoredFile> files, AppDb db) => files.Where(f => !db.Set<Attachment>().Any(a => a.FileId == f.Id));
}
