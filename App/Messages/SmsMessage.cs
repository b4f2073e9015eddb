using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>
/// 短信, saved with its record and sent afterwards by a job. A sender claims the message for two minutes (a lease). When the claim
/// expires, the message becomes 结果未知: it may have been sent, so it is not sent again.
/// </summary>
public sealed class SmsMessage
{
    public const int MostAttempts = 5;

    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    private SmsMessage()
    {
    }

    /// <param name="about">Type of the record; its open pages are notified of the result.</param>
    /// <param name="key">Business key of the record.</param>
    /// <param name="phone">The recipient.</param>
    /// <param name="template">Name of the template the text came from; null when it was typed.</param>
    /// <param name="text">The text.</param>
    /// <param name="author">The author.</param>
    /// <param name="now">Time of creation.</param>
    internal SmsMessage(OperationSubject about, string key, PhoneNumber phone, string? template, FreeText text, CurrentUser author, DateTimeOffset now)
    {
        (Subject, SubjectKey) = (about, key);
        (Phone, Template, Text) = (phone, template, text);
        AuthorId = author.Id;
        CreatedAt = DueAt = now;
    }

    public long Id { get; private set; }

    public OperationSubject Subject { get; private set; } = null!;

    public string SubjectKey { get; private set; } = "";

    public PhoneNumber Phone { get; private set; } = null!;

    /// <summary>Name that the template had when the text was taken from it; null when the text was typed.</summary>
    public string? Template { get; private set; }

    public FreeText Text { get; private set; } = null!;

    public SmsStatus Status { get; private set; }

    public int AuthorId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Time of the next attempt. While sending: when the claim expires.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Why it was not sent, or why that is unknown.</summary>
    public SmsProblem? Problem { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Claims the message for sending; false when another node was faster. Writes to the database at once.</summary>
    public static async Task<bool> TryClaimAsync(AppDb db, long id, DateTimeOffset now, CancellationToken cancellation) =>
        await db.SmsMessages.Where(m => m.Id == id && m.Status == SmsStatus.Queued && m.DueAt <= now).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.Status, SmsStatus.Sending).SetProperty(m => m.DueAt, now + Claim).SetProperty(m => m.Attempts, m => m.Attempts + 1), cancellation) == 1;

    internal void Take(SmsReply reply, DateTimeOffset now)
    {
        (Status, Problem) = reply.Result switch
        {
            SmsResult.Sent => (SmsStatus.Sent, null),
            SmsResult.NotNow when Attempts < MostAttempts => (SmsStatus.Queued, reply.Problem),
            SmsResult.Unknown => (SmsStatus.Unknown, reply.Problem),
            _ => (SmsStatus.Failed, reply.Problem),
        };
        SentAt = Status == SmsStatus.Sent ? now : null;

        // Retry delays: 10 s, 20 s, 40 s, 80 s.
        DueAt = Status == SmsStatus.Queued ? now + TimeSpan.FromSeconds(5 * Math.Pow(2, Attempts)) : now;
    }

    /// <summary>The claim expired: the sender crashed before it saved a result.</summary>
    internal void Lose(DateTimeOffset now) => (Status, Problem, DueAt) = (SmsStatus.Unknown, SmsProblems.Interrupted, now);

    internal sealed class Configuration : IEntityTypeConfiguration<SmsMessage>
    {
        public void Configure(EntityTypeBuilder<SmsMessage> builder)
        {
            builder.ToTable("SmsMessages");
            builder.Property(m => m.Template).HasMaxLength(SmsTemplate.NameLength);
            builder.Property(m => m.Text).HasMaxLength(SmsText.MaxLength);
            builder.Property(m => m.Status).IsConcurrencyToken();
            builder.Property(m => m.SubjectKey).HasMaxLength(OperationRecord.KeyLength);
            builder.HasOne<Shared.People.User>().WithMany().HasForeignKey(m => m.AuthorId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(m => new { m.Status, m.DueAt, m.Id }).HasDatabaseName("IX_SmsMessages_Due");
        }
    }
}

/// <summary>排队中, 发送中, 已发送, 发送失败, 结果未知.</summary>
public enum SmsStatus
{
    [Named("排队中")]
    Queued,

    [Named("发送中")]
    Sending,

    [Named("已发送")]
    Sent,

    [Named("发送失败")]
    Failed,

    [Named("结果未知")]
    Unknown,
}
