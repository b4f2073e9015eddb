using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Attachments;
using WorkOrders.Messages;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.FollowUps;

/// <summary>
/// 跟进记录: what was said and agreed. Of an order's chain only the newest can be changed; the database itself refuses every change of
/// an earlier one. Made and changed by the order's verbs.
/// </summary>
public sealed class FollowUp : IVersioned
{
    public const int ContentLength = 1000;

    private FollowUp()
    {
    }

    internal FollowUp(int sequence, FollowUpFields fields, CurrentUser author, DateTimeOffset now)
    {
        (Sequence, AuthorId, CreatedAt) = (sequence, author.Id, now);
        Take(fields, author, now);
    }

    public long Id { get; private set; }

    public long WorkOrderId { get; private set; }

    /// <summary>1, 2, 3 … within the order, without gaps.</summary>
    public int Sequence { get; private set; }

    public NegotiationResult? NegotiationResult { get; private set; }

    public FreeText Content { get; private set; } = null!;

    public SettlementBasis? SettlementBasis { get; private set; }

    public BlackIndustry? BlackIndustry { get; private set; }

    public int AuthorId { get; private set; }

    public User Author { get; private set; } = null!;

    public DateTimeOffset CreatedAt { get; private set; }

    public int UpdatedById { get; private set; }

    public User UpdatedBy { get; private set; } = null!;

    public DateTimeOffset UpdatedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>At most <see cref="Attachment.MostOfFollowUp"/>; loaded with the newest for the verbs.</summary>
    public ICollection<Attachment> Attachments { get; private set; } = [];

    /// <summary>短信 sent with it. What becomes of them is written also when the follow-up is locked.</summary>
    public ICollection<SmsMessage> Messages { get; private set; } = [];

    public FollowUpFields Fields => new(NegotiationResult, Content, SettlementBasis, BlackIndustry);

    /// <summary>The key of the record's own history: GD…#3.</summary>
    public static string KeyOf(string orderNumber, int sequence) => string.Create(CultureInfo.InvariantCulture, $"{orderNumber}#{sequence}");

    internal void Take(FollowUpFields fields, CurrentUser me, DateTimeOffset now)
    {
        (NegotiationResult, Content, SettlementBasis, BlackIndustry) = (fields.NegotiationResult, fields.Content!, fields.SettlementBasis, fields.BlackIndustry);
        (UpdatedById, UpdatedAt) = (me.Id, now);
    }

    internal sealed class Configuration : IEntityTypeConfiguration<FollowUp>
    {
        public void Configure(EntityTypeBuilder<FollowUp> builder)
        {
            builder.Property(f => f.Content).HasMaxLength(ContentLength);
            builder.HasOne<WorkOrder>().WithMany(o => o.FollowUps).HasForeignKey(f => f.WorkOrderId);
            builder.HasOne(f => f.Author).WithMany().HasForeignKey(f => f.AuthorId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(f => f.UpdatedBy).WithMany().HasForeignKey(f => f.UpdatedById).OnDelete(DeleteBehavior.NoAction);

            // Two people who add at the same moment: the second is refused.
            builder.HasIndex(f => new { f.WorkOrderId, f.Sequence }).IsUnique();
        }
    }
}

/// <summary>协商结果.</summary>
public enum NegotiationResult
{
    Agreed,
    NotAgreed,
    LostContact,
    BoughtBackWatched,
    Withdrawn,
    NotThePerson,
}

/// <summary>是否涉及黑产.</summary>
public enum BlackIndustry
{
    Yes,
    No,
    Unsure,
}
