using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Localization;

namespace WorkOrders.Shared;

/// <summary>An entry of 操作记录: who did what to which record, when, old → new. Saved together with the change; never edited.</summary>
public sealed class OperationRecord
{
    /// <summary>Maximum length of 备注, in characters.</summary>
    public const int RemarkLength = 1000;

    /// <summary>Maximum length of a business key, in characters.</summary>
    public const int KeyLength = 64;

    private OperationRecord()
    {
    }

    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null when the application acted (a job or a rule).</summary>
    public int? ActorId { get; private set; }

    /// <summary>The person's name at that time; empty when the application acted.</summary>
    public string ActorName { get; private set; } = "";

    public OperationSubject Subject { get; private set; } = null!;

    /// <summary>Business key of the record, such as an order number or a user name.</summary>
    public string SubjectKey { get; private set; } = "";

    public OperationAction Action { get; private set; } = null!;

    public FreeText? Remark { get; private set; }

    public IReadOnlyList<FieldChange> Changes { get; private set; } = [];

    /// <summary>Creates an entry.</summary>
    public static OperationRecord Of(CurrentUser actor, DateTimeOffset now, OperationSubject subject, string key, OperationAction action, IReadOnlyList<FieldChange>? changes = null, string? remark = null) => new()
    {
        At = now,
        ActorId = actor.IsApplication ? null : actor.Id,
        ActorName = actor.IsApplication ? "" : actor.Name,
        Subject = subject,
        SubjectKey = key,
        Action = action,
        Remark = FreeText.Parse(remark),
        Changes = changes ?? [],
    };

    /// <summary>The actor's name in the reader's language.</summary>
    public static string ActorIn(IStringLocalizer texts, string actorName) => actorName.Length == 0 ? texts["系统"] : actorName;

    internal sealed class Configuration : IEntityTypeConfiguration<OperationRecord>
    {
        public void Configure(EntityTypeBuilder<OperationRecord> builder)
        {
            builder.ToTable("OperationRecords");
            builder.Property(r => r.ActorName).HasMaxLength(50);
            builder.Property(r => r.SubjectKey).HasMaxLength(KeyLength);
            builder.Property(r => r.Remark).HasMaxLength(RemarkLength);
            builder.Property(r => r.Changes).HasConversion<FieldChange.ListConverter, FieldChange.ListComparer>();
            builder.HasIndex(r => new { r.Subject, r.SubjectKey, r.Id }).HasDatabaseName("IX_OperationRecords_OfOneSubject");
        }
    }
}

/// <summary>An entity that writes 操作记录. The interceptor of History saves the new entries with the change.</summary>
public interface IRecorded
{
    ICollection<OperationRecord> NewRecords { get; }
}

/// <summary>An entity with optimistic concurrency: <c>AppDb</c> increments the version on every save; saving over a newer version fails.</summary>
public interface IVersioned
{
    int Version { get; }
}
