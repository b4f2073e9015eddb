using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>A feature that refers to files. It controls who can see them and protects them from clean-up.</summary>
public interface IFileUse
{
    /// <summary>The files that belong to records this user may see.</summary>
    IQueryable<StoredFile> VisibleTo(IQueryable<StoredFile> files, AppDb db, CurrentUser me);

    /// <summary>The files that the feature doesn't refer to, not even in drafts.</summary>
    IQueryable<StoredFile> Unused(IQueryable<StoredFile> files, AppDb db);

    /// <summary>The files that no saved record of the feature refers to. Files that only drafts refer to are included.</summary>
    IQueryable<StoredFile> Unsaved(IQueryable<StoredFile> files, AppDb db) => Unused(files, db);

    /// <summary>The files that a new record may use: as <see cref="Unsaved"/>, and those that their record has given back.</summary>
    IQueryable<StoredFile> Free(IQueryable<StoredFile> files, AppDb db) => Unsaved(files, db);
}

/// <summary>Combines the file uses of all features.</summary>
public sealed class FileUses(IEnumerable<IFileUse> uses)
{
    /// <summary>The user's own files that nothing refers to yet, and the files of records that they may see.</summary>
    public IQueryable<StoredFile> VisibleTo(IQueryable<StoredFile> files, AppDb db, CurrentUser me) =>
        uses.Aggregate(Unused(files, db).Where(f => f.UploaderId == me.Id), (found, use) => found.Union(use.VisibleTo(files, db, me)));

    /// <summary>The files that nothing refers to.</summary>
    public IQueryable<StoredFile> Unused(IQueryable<StoredFile> files, AppDb db) => uses.Aggregate(files, (left, use) => use.Unused(left, db));

    /// <summary>The files that no saved record refers to.</summary>
    public IQueryable<StoredFile> Unsaved(IQueryable<StoredFile> files, AppDb db) => uses.Aggregate(files, (left, use) => use.Unsaved(left, db));

    /// <summary>The files that a new record may use.</summary>
    public IQueryable<StoredFile> Free(IQueryable<StoredFile> files, AppDb db) => uses.Aggregate(files, (left, use) => use.Free(left, db));
}
