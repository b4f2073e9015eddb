using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders.Events;

/// <summary>An event for all nodes, written in the same save as the change. Kept for one day; contains no personal data.</summary>
public sealed class OutboxEvent
{
    public const int KeyLength = OperationRecord.KeyLength;

    private OutboxEvent()
    {
    }

    internal OutboxEvent(LiveEvent what, DateTimeOffset at) => (Topic, Key, UserId, At) = (what.Topic, what.Key, what.UserId, at);

    /// <summary>Assigned at insert, not at commit: a row may become visible after one with a higher id.</summary>
    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Topic { get; private set; } = "";

    public string? Key { get; private set; }

    public int? UserId { get; private set; }

    public LiveEvent What => new(Topic, Key, UserId);

    internal sealed class Configuration : IEntityTypeConfiguration<OutboxEvent>
    {
        public void Configure(EntityTypeBuilder<OutboxEvent> builder)
        {
            builder.ToTable("OutboxEvents");
            builder.Property(e => e.Topic).HasMaxLength(Codes.MaxLength).IsUnicode(false);
            builder.Property(e => e.Key).HasMaxLength(KeyLength);
            builder.HasIndex(e => e.At).HasDatabaseName("IX_OutboxEvents_Old");
        }
    }
}

/// <summary>The event that circuits receive.</summary>
/// <param name="Topic">The code of the changed <see cref="OperationSubject"/>, or <see cref="Notice.Topic"/>.</param>
/// <param name="Key">Business key of the record; null for a message.</param>
/// <param name="UserId">The recipient; null for everybody.</param>
public sealed record LiveEvent(string Topic, string? Key, int? UserId)
{
    /// <summary>An event about a changed record.</summary>
    public static LiveEvent Of(OperationSubject subject, string key) => new(subject.Code, key, null);

    public static LiveEvent NoticeFor(int userId) => new(Notice.Topic, null, userId);
}
