using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>What somebody typed for a follow-up and did not save yet, one per person and order: it outlives connection and browser.</summary>
public sealed class FollowUpDraft
{
    /// <summary>More than can be saved, so that what is too long is not lost either.</summary>
    public const int ContentLength = 6000;

    private FollowUpDraft()
    {
    }

    public FollowUpDraft(int userId, long workOrderId) => (UserId, WorkOrderId) = (userId, workOrderId);

    public int UserId { get; private set; }

    public long WorkOrderId { get; private set; }

    /// <summary>The follow-up that is being changed; null for a new one.</summary>
    public int? Sequence { get; private set; }

    /// <summary>The newest follow-up when it was begun, 0 when there was none.</summary>
    public int Seen { get; private set; }

    public NegotiationResult? NegotiationResult { get; private set; }

    public FreeText? Content { get; private set; }

    public SettlementBasis? SettlementBasis { get; private set; }

    public BlackIndustry? BlackIndustry { get; private set; }

    /// <summary>Uploaded, and not yet saved with a follow-up.</summary>
    public ICollection<StoredFile> Files { get; private set; } = [];

    public DateTimeOffset SavedAt { get; private set; }

    public FollowUpFields Fields => new(NegotiationResult, Content, SettlementBasis, BlackIndustry);

    public void Take(int? sequence, int seen, FollowUpFields fields, DateTimeOffset now)
    {
        (Sequence, Seen, SavedAt) = (sequence, seen, now);
        (NegotiationResult, Content, SettlementBasis, BlackIndustry) = (fields.NegotiationResult, fields.Content, fields.SettlementBasis, fields.BlackIndustry);
    }

    internal sealed class Configuration : IEntityTypeConfiguration<FollowUpDraft>
    {
        public void Configure(EntityTypeBuilder<FollowUpDraft> builder)
        {
            builder.HasKey(d => new { d.WorkOrderId, d.UserId });
            builder.Property(d => d.Content).HasMaxLength(ContentLength);
            builder.HasOne<WorkOrder>().WithMany().HasForeignKey(d => d.WorkOrderId);
            builder.HasOne<Staff.User>().WithMany().HasForeignKey(d => d.UserId);
            builder.HasMany(d => d.Files).WithMany().UsingEntity(
                "FollowUpDraftFiles",
                file => file.HasOne(typeof(StoredFile)).WithMany().HasForeignKey("FileId").OnDelete(DeleteBehavior.NoAction),
                draft => draft.HasOne(typeof(FollowUpDraft)).WithMany().HasForeignKey(nameof(WorkOrderId), nameof(UserId)));
        }
    }
}
