using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Attachments;
using WorkOrders.Database;
using WorkOrders.Messages;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.FollowUps;

/// <summary>
/// 跟进记录: what was discussed and agreed. Only the newest follow-up of an order can be changed; the database also rejects changes to earlier
/// ones. Created and changed by the methods of the order.
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

    /// <summary>At most <see cref="Attachment.MostOfFollowUp"/>. For actions, only those of the newest follow-up are loaded.</summary>
    public ICollection<Attachment> Attachments { get; private set; } = [];

    /// <summary>短信 sent with the follow-up. Their delivery status is updated even after the follow-up is locked.</summary>
    public ICollection<SmsMessage> Messages { get; private set; } = [];

    public FollowUpFields Fields => new(NegotiationResult, Content, SettlementBasis, BlackIndustry);

    /// <summary>The key of its own operation records: GD…#3.</summary>
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
            builder.ToTable("FollowUps");
            builder.HasTriggerOnSqlServer("TR_FollowUps_Locked");
            builder.Property(f => f.Content).HasMaxLength(ContentLength);
            builder.HasOne<WorkOrder>().WithMany(o => o.FollowUps).HasForeignKey(f => f.WorkOrderId);
            builder.HasMany(f => f.Messages).WithOne().HasForeignKey("FollowUpId").IsRequired(false).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(f => f.Author).WithMany().HasForeignKey(f => f.AuthorId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(f => f.UpdatedBy).WithMany().HasForeignKey(f => f.UpdatedById).OnDelete(DeleteBehavior.NoAction);

            // When two people add a follow-up at the same moment, the unique index refuses the second one.
            builder.HasIndex(f => new { f.WorkOrderId, f.Sequence }).IsUnique();
        }
    }
}

/// <summary>协商结果.</summary>
public enum NegotiationResult
{
    [Named("协商一致")]
    Agreed,

    [Named("协商不一致")]
    NotAgreed,

    [Named("失联办结")]
    LostContact,

    [Named("回购办结需定期关注")]
    BoughtBackWatched,

    [Named("撤诉办结")]
    Withdrawn,

    [Named("非本人办结")]
    NotThePerson,
}

/// <summary>是否涉及黑产.</summary>
public enum BlackIndustry
{
    [Named("是")]
    Yes,

    [Named("否")]
    No,

    [Named("不确认")]
    Unsure,
}
