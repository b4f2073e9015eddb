using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Events;

/// <summary>That something happened, for every node to hear: written by <c>AppDb</c> in the save itself, kept a day, without personal data.</summary>
public sealed class OutboxEvent
{
    public const int KeyLength = 64;

    private OutboxEvent()
    {
    }

    internal OutboxEvent(LiveEvent what, DateTimeOffset at) => (Kind, Key, UserId, At) = (what.Kind, what.Key, what.UserId, at);

    /// <summary>Given when the row is written, so a row may become visible after one with a higher number.</summary>
    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public LiveEventKind Kind { get; private set; }

    public string? Key { get; private set; }

    public int? UserId { get; private set; }

    public LiveEvent What => new(Kind, Key, UserId);

    internal sealed class Configuration : IEntityTypeConfiguration<OutboxEvent>
    {
        public void Configure(EntityTypeBuilder<OutboxEvent> builder)
        {
            builder.Property(e => e.Key).HasMaxLength(KeyLength);
            builder.HasIndex(e => e.At).HasDatabaseName("IX_OutboxEvents_Old");
        }
    }
}

/// <summary>What circuits are told.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Key">The order's number, the case; null for a notice.</param>
/// <param name="UserId">Whom it is for; null for everybody.</param>
public sealed record LiveEvent(LiveEventKind Kind, string? Key, int? UserId)
{
    public static LiveEvent OrderChanged(string number) => new(LiveEventKind.OrderChanged, number, null);

    /// <summary>An application or renewal was submitted or decided: DefaultApplication/12.</summary>
    public static LiveEvent CaseChanged(OperationSubject subject, string key) => new(LiveEventKind.CaseChanged, $"{subject}/{key}", null);

    public static LiveEvent NoticeFor(int userId) => new(LiveEventKind.Notice, null, userId);
}

/// <summary>The kinds of live events.</summary>
public enum LiveEventKind
{
    OrderChanged,
    Notice,
    CaseChanged,
}
