using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Attachments;

/// <summary>
/// 附件: a file of an order, or of one of its follow-ups. Several follow-ups may refer to the same file; those of a locked one stay as
/// they are, in the database too.
/// </summary>
public sealed class Attachment
{
    /// <summary>Of one follow-up.</summary>
    public const int MostOfFollowUp = 10;

    /// <summary>Of the order itself.</summary>
    public const int MostOfOrder = 100;

    private Attachment()
    {
    }

    internal Attachment(StoredFile file, CurrentUser me, DateTimeOffset now) => (File, FileId, AddedById, AddedAt) = (file, file.Id, me.Id, now);

    public long Id { get; private set; }

    public long WorkOrderId { get; private set; }

    /// <summary>Null for one of the order itself.</summary>
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
            builder.HasOne<WorkOrder>().WithMany(o => o.Attachments).HasForeignKey(a => a.WorkOrderId);
            builder.HasOne(a => a.FollowUp).WithMany(f => f.Attachments).HasForeignKey(a => a.FollowUpId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(a => a.File).WithMany().HasForeignKey(a => a.FileId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(a => a.AddedBy).WithMany().HasForeignKey(a => a.AddedById).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(a => new { a.WorkOrderId, a.FileId }).HasDatabaseName("IX_Attachments_OfOrder");
        }
    }
}
