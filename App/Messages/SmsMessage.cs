using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.FollowUps;
using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>
/// 短信: a short message that goes with a follow-up, written in the follow-up's save and sent afterwards. Whoever sends it claims it for a while;
/// a claim that ran out leaves it 结果未知, for nobody knows whether it went out, and no customer is told twice.
/// </summary>
public sealed class SmsMessage
{
    public const int MostAttempts = 5;
    public const int ErrorLength = 200;

    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    private SmsMessage()
    {
    }

    internal SmsMessage(PhoneNumber phone, string? template, FreeText text, CurrentUser author, DateTimeOffset now) =>
        (Phone, Template, Text, AuthorId, CreatedAt, DueAt) = (phone, template, text, author.Id, now, now);

    public long Id { get; private set; }

    public long FollowUpId { get; private set; }

    public FollowUp FollowUp { get; private set; } = null!;

    public PhoneNumber Phone { get; private set; } = null!;

    /// <summary>The name that the template had which the text came from; null when it was typed.</summary>
    public string? Template { get; private set; }

    public FreeText Text { get; private set; } = null!;

    public SmsStatus Status { get; private set; }

    public int AuthorId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it is sent or tried again; while it is being sent, when the claim runs out.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Why it was not sent; the localizer's key, or the gateway's own words.</summary>
    public string? Error { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Takes it for sending; false when another node was faster. Saved at once.</summary>
    public static async Task<bool> TryClaimAsync(AppDb db, long id, DateTimeOffset now, CancellationToken cancellation) =>
        await db.SmsMessages.Where(m => m.Id == id && m.Status == SmsStatus.Queued && m.DueAt <= now).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.Status, SmsStatus.Sending).SetProperty(m => m.DueAt, now + Claim).SetProperty(m => m.Attempts, m => m.Attempts + 1), cancellation) == 1;

    internal void Take(SmsReply reply, DateTimeOffset now)
    {
        (Status, Error) = reply.Result switch
        {
            SmsResult.Sent => (SmsStatus.Sent, null),
            SmsResult.NotNow when Attempts < MostAttempts => (SmsStatus.Queued, reply.Reason),
            SmsResult.Unknown => (SmsStatus.Unknown, reply.Reason),
            _ => (SmsStatus.Failed, reply.Reason),
        };
        SentAt = Status == SmsStatus.Sent ? now : null;

        // 10 s, 20 s, 40 s, 80 s.
        DueAt = Status == SmsStatus.Queued ? now + TimeSpan.FromSeconds(5 * Math.Pow(2, Attempts)) : now;
    }

    /// <summary>Its sender died with it.</summary>
    internal void Lose(DateTimeOffset now) => (Status, Error, DueAt) = (SmsStatus.Unknown, "发送时服务中断，请向客户确认是否收到", now);

    internal sealed class Configuration : IEntityTypeConfiguration<SmsMessage>
    {
        public void Configure(EntityTypeBuilder<SmsMessage> builder)
        {
            builder.Property(m => m.Template).HasMaxLength(SmsTemplate.NameLength);
            builder.Property(m => m.Text).HasMaxLength(SmsText.MaxLength);
            builder.Property(m => m.Error).HasMaxLength(ErrorLength);
            builder.Property(m => m.Status).IsConcurrencyToken();
            builder.HasOne(m => m.FollowUp).WithMany(f => f.Messages).HasForeignKey(m => m.FollowUpId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<Staff.User>().WithMany().HasForeignKey(m => m.AuthorId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(m => new { m.Status, m.DueAt, m.Id }).HasDatabaseName("IX_SmsMessages_Due");
        }
    }
}

/// <summary>排队中, 发送中, 已发送, 发送失败, 结果未知.</summary>
public enum SmsStatus
{
    Queued,
    Sending,
    Sent,
    Failed,
    Unknown,
}
