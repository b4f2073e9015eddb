using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>证据: a file submitted with an application; the file never changes.</summary>
public sealed class Evidence
{
    /// <summary>Maximum number of files per application.</summary>
    public const int Most = 20;

    private Evidence()
    {
    }

    internal Evidence(StoredFile file) => (File, FileId, HeldFileId) = (file, file.Id, file.Id);

    public long ApplicationId { get; private set; }

    public long FileId { get; private set; }

    /// <summary>The file while no other application may use it; null once the application is withdrawn. It still shows the file.</summary>
    public long? HeldFileId { get; private set; }

    public StoredFile File { get; private set; } = null!;

    internal void Release() => HeldFileId = null;

    internal sealed class Configuration : IEntityTypeConfiguration<Evidence>
    {
        public void Configure(EntityTypeBuilder<Evidence> builder)
        {
            builder.ToTable("DefaultEvidence");
            builder.HasKey(e => new { e.ApplicationId, e.FileId });
            builder.HasOne<DefaultApplication>().WithMany(a => a.Evidence).HasForeignKey(e => e.ApplicationId);
            builder.HasOne(e => e.File).WithMany().HasForeignKey(e => e.FileId).OnDelete(DeleteBehavior.NoAction);

            // If two applications submit the same file, the second is refused.
            builder.HasIndex(e => e.HeldFileId).IsUnique().HasFilter("\"HeldFileId\" IS NOT NULL");
        }
    }
}

/// <summary>Access to evidence files: everyone who can see the application.</summary>
internal sealed class EvidenceUse : IFileUse
{
    public IQueryable<StoredFile> VisibleTo(IQueryable<StoredFile> files, AppDb db, CurrentUser me) =>
        files.Where(f => db.Set<DefaultApplication>().VisibleTo(me).Any(a => a.Evidence.Any(e => e.FileId == f.Id)));

    public IQueryable<StoredFile> Unused(IQueryable<StoredFile> files, AppDb db) => files.Where(f => !db.Set<Evidence>().Any(e => e.FileId == f.Id));

    public IQueryable<StoredFile> Free(IQueryable<StoredFile> files, AppDb db) => files.Where(f => !db.Set<Evidence>().Any(e => e.HeldFileId == f.Id));
}
