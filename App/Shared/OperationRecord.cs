using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Shared;

/// <summary>One line of 操作记录: who did what to which record, when, from → to. Written in the same save as the change, never edited.</summary>
public sealed class OperationRecord
{
    /// <summary>Longest remark 备注, in characters.</summary>
    public const int RemarkLength = 1000;

    private OperationRecord()
    {
    }

    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null when a job acted.</summary>
    public int? ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    public OperationSubject Subject { get; private set; }

    /// <summary>The business key of the record: an order's number, a person's user name.</summary>
    public string SubjectKey { get; private set; } = "";

    /// <summary>The Chinese name of the action, which is the localizer's key.</summary>
    public string Action { get; private set; } = "";

    public FreeText? Remark { get; private set; }

    public IReadOnlyList<FieldChange> Changes { get; private set; } = [];

    /// <summary>A record of what somebody did; <paramref name="action"/> is Chinese and the localizer's key.</summary>
    public static OperationRecord Of(CurrentUser actor, DateTimeOffset now, OperationSubject subject, string key, string action, IReadOnlyList<FieldChange>? changes = null, string? remark = null) => new()
    {
        At = now,
        ActorId = actor == CurrentUser.Application ? null : actor.Id,
        ActorName = actor.Name,
        Subject = subject,
        SubjectKey = key,
        Action = action,
        Remark = FreeText.Parse(remark),
        Changes = changes ?? [],
    };

    internal sealed class Configuration : IEntityTypeConfiguration<OperationRecord>
    {
        public void Configure(EntityTypeBuilder<OperationRecord> builder)
        {
            builder.Property(r => r.ActorName).HasMaxLength(50);
            builder.Property(r => r.SubjectKey).HasMaxLength(64);
            builder.Property(r => r.Action).HasMaxLength(40);
            builder.Property(r => r.Remark).HasMaxLength(RemarkLength);
            builder.Property(r => r.Changes).HasConversion<FieldChange.ListConverter, FieldChange.ListComparer>();
            builder.HasIndex(r => new { r.Subject, r.SubjectKey, r.Id }).HasDatabaseName("IX_OperationRecords_OfOneSubject");
        }
    }
}

/// <summary>What an operation record is about.</summary>
public enum OperationSubject
{
    WorkOrder,
    FollowUp,
    User,
    Customer,
    Setting,

    /// <summary>What left the application as a file; the key names the list.</summary>
    Export,

    /// <summary>An uploaded file of new orders.</summary>
    Import,
    DefaultApplication,
    Renewal,
}

/// <summary>An entity that puts what was done to it on record; <c>AppDb</c> saves the new records with the change.</summary>
public interface IRecorded
{
    ICollection<OperationRecord> NewRecords { get; }
}

/// <summary>An entity that people edit: <c>AppDb</c> raises the version on every save, and a save over an older version fails.</summary>
public interface IVersioned
{
    int Version { get; }
}
