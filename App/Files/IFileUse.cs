using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>A feature that refers to files: through it people find them, and the clean-up leaves them alone.</summary>
public interface IFileUse
{
    /// <summary>Those of the files that belong to records which this person may see.</summary>
    IQueryable<StoredFile> VisibleTo(IQueryable<StoredFile> files, AppDb db, CurrentUser me);

    /// <summary>Those of the files that the feature doesn't refer to, not even in what isn't saved for others yet (drafts).</summary>
    IQueryable<StoredFile> Unused(IQueryable<StoredFile> files, AppDb db);

    /// <summary>Those of the files that no saved record of the feature refers to; what drafts have is among them.</summary>
    IQueryable<StoredFile> Unsaved(IQueryable<StoredFile> files, AppDb db) => Unused(files, db);
}

/// <summary>How files are found: always through what the reader may see.</summary>
public sealed class FileUses(IEnumerable<IFileUse> uses)
{
    /// <summary>Of these files his own that nothing refers to yet, and those of the records that he may see.</summary>
    public IQueryable<StoredFile> VisibleTo(IQueryable<StoredFile> files, AppDb db, CurrentUser me) =>
        uses.Aggregate(Unused(files, db).Where(f => f.UploaderId == me.Id), (found, use) => found.Union(use.VisibleTo(files, db, me)));

    /// <summary>Of these files what nothing refers to.</summary>
    public IQueryable<StoredFile> Unused(IQueryable<StoredFile> files, AppDb db) => uses.Aggregate(files, (left, use) => use.Unused(left, db));

    /// <summary>Of these files what no saved record refers to.</summary>
    public IQueryable<StoredFile> Unsaved(IQueryable<StoredFile> files, AppDb db) => uses.Aggregate(files, (left, use) => use.Unsaved(left, db));
}
