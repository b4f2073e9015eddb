using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Attachments;

/// <summary>
/// 附件: a file of an order or of one of its follow-ups. Several follow-ups may share a file. Attachments of a locked follow-up cannot
/// change; the database also enforces this.
/// </summary>
public sealed class Attachment
{
    /// <summary>Maximum number of files per follow-up.</summary>
    public const int MostOfFollowUp = 10;

    /// <summary>Maximum number of files on the order itself.</summary>
    public const int MostOfOrder = 100;

    private Attachment()
    {
    }

    internal Attachment(StoredFile file, CurrentUser me, DateTimeOffset now) => (File, FileId, AddedById, AddedAt) = (file, file.Id, me.Id, now);

    public long Id { get; private set; }

    public long WorkOrderId { get; private set; }

    /// <summary>Null for an attachment of the order itself.</summary>
    public long? FollowUpId { get; private set; }

    public FollowUp? FollowUp { get; private set; }

    public long FileId { get; private set; }

    public StoredFile File { get; private set; } = null!;

    public int AddedById { get; private set; }

    public User AddedBy { get; private set; } = null!;

    public DateTimeOffset AddedAt { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Attachment>
    {
        public void Configure(EntityTypeBuilder<Attachment> builder)
        {
            builder.ToTable("Attachments");
            builder.HasTriggerOnSqlServer("TR_Attachments_Locked");
            builder.HasOne<WorkOrder>().WithMany(o => o.Attachments).HasForeignKey(a => a.WorkOrderId);
            builder.HasOne(a => a.FollowUp).WithMany(f => f.Attachments).HasForeignKey(a => a.FollowUpId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(a => a.File).WithMany().HasForeignKey(a => a.FileId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(a => a.AddedBy).WithMany().HasForeignKey(a => a.AddedById).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(a => new { a.WorkOrderId, a.FileId }).HasDatabaseName("IX_Attachments_OfOrder");
        }
    }
}
