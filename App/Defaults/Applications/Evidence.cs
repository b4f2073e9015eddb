using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>证据: a file submitted with an application; immutable.</summary>
public sealed class Evidence
{
    /// <summary>Maximum number of files per application.</summary>
    public const int Most = 20;

    private Evidence()
    {
    }

    internal Evidence(StoredFile file) => (File, FileId) = (file, file.Id);

    public long ApplicationId { get; private set; }

    public long FileId { get; private set; }

    public StoredFile File { get; private set; } = null!;

    internal sealed class Configuration : IEntityTypeConfiguration<Evidence>
    {
        public void Configure(EntityTypeBuilder<Evidence> builder)
        {
            builder.ToTable("DefaultEvidence");
            builder.HasKey(e => new { e.ApplicationId, e.FileId });
            builder.HasOne<DefaultApplication>().WithMany(a => a.Evidence).HasForeignKey(e => e.ApplicationId);
            builder.HasOne(e => e.File).WithMany().HasForeignKey(e => e.FileId).OnDelete(DeleteBehavior.NoAction);

            // If two applications submit the same file, the second is refused.
            builder.HasIndex(e => e.FileId).IsUnique();
        }
    }
}

/// <summary>Access to evidence files: everyone who can see the application.</summary>
internal sealed class EvidenceUse : IFileUse
{
    public IQueryable<StoredFile> VisibleTo(IQueryable<StoredFile> files, AppDb db, CurrentUser me) =>
        files.Where(f => db.Set<DefaultApplication>().VisibleTo(me).Any(a => a.Evidence.Any(e => e.FileId == f.Id)));

    public IQueryable<StoredFile> Unused(IQueryable<StoredFile> files, AppDb db) => files.Where(f => !db.Set<Evidence>().Any(e => e.FileId == f.Id));
}
