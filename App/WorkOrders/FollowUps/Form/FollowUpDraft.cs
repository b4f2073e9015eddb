using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps.Form;

/// <summary>Text typed for a follow-up and not saved yet, one per person and order. It survives connection loss and closing the browser.</summary>
public sealed class FollowUpDraft
{
    /// <summary>Longer than a follow-up allows, so that a text that is too long is also kept.</summary>
    public const int ContentLength = 6000;

    private FollowUpDraft()
    {
    }

    public FollowUpDraft(int userId, long workOrderId) => (UserId, WorkOrderId) = (userId, workOrderId);

    public int UserId { get; private set; }

    public long WorkOrderId { get; private set; }

    /// <summary>The follow-up being changed; null for a new one.</summary>
    public int? Sequence { get; private set; }

    /// <summary>The sequence of the newest follow-up when the draft was started, 0 for none.</summary>
    public int Seen { get; private set; }

    public NegotiationResult? NegotiationResult { get; private set; }

    public FreeText? Content { get; private set; }

    public SettlementBasis? SettlementBasis { get; private set; }

    public BlackIndustry? BlackIndustry { get; private set; }

    /// <summary>Uploaded files that are not yet saved with a follow-up.</summary>
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
            builder.ToTable("FollowUpDrafts");
            builder.HasKey(d => new { d.WorkOrderId, d.UserId });
            builder.Property(d => d.Content).HasMaxLength(ContentLength);
            builder.HasOne<WorkOrder>().WithMany().HasForeignKey(d => d.WorkOrderId);
            builder.HasOne<Shared.People.User>().WithMany().HasForeignKey(d => d.UserId);
            builder.HasMany(d => d.Files).WithMany().UsingEntity(
                "FollowUpDraftFiles",
                file => file.HasOne(typeof(StoredFile)).WithMany().HasForeignKey("FileId").OnDelete(DeleteBehavior.NoAction),
                draft => draft.HasOne(typeof(FollowUpDraft)).WithMany().HasForeignKey(nameof(WorkOrderId), nameof(UserId)));
        }
    }
}
