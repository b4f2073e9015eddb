using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Drafts;

/// <summary>The files of drafts are kept and visible to the draft's person. They count as not saved yet.</summary>
internal sealed class DraftFileUse : IFileUse
{
    public IQueryable<StoredFile> VisibleTo(IQueryable<StoredFile> files, AppDb db, CurrentUser me) =>
        files.Where(f => db.Set<Draft>().Any(d => d.UserId == me.Id && d.Files.Any(own => own.Id == f.Id)));

    public IQueryable<StoredFile> Unused(IQueryable<StoredFile> files, AppDb db) => files.Where(f => !db.Set<Draft>().Any(d => d.Files.Any(own => own.Id == f.Id)));

    public IQueryable<StoredFile> Unsaved(IQueryable<StoredFile> files, AppDb db) => files;
}
