using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>证据: a file that was submitted with an application; it never changes.</summary>
public sealed class Evidence
{
    /// <summary>Of one application.</summary>
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

            // Of two applications that submit one file at once the second is refused.
            builder.HasIndex(e => e.FileId).IsUnique();
        }
    }
}

/// <summary>Files of applications: seen by who sees the application.</summary>
internal sealed class EvidenceUse : IFileUse
{
    public IQueryable<StoredFile> VisibleTo(IQueryable<StoredFile> files, AppDb db, CurrentUser me) =>
        files.Where(f => db.DefaultApplications.VisibleTo(me).Any(a => a.Evidence.Any(e => e.FileId == f.Id)));

    public IQueryable<StoredFile> Unused(IQueryable<StoredFile> files, AppDb db) => files.Where(f => !db.Set<Evidence>().Any(e => e.FileId == f.Id));
}
