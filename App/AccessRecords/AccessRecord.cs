using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.AccessRecords;

/// <summary>
/// 登录与访问记录: who signed in or out, was denied a page, downloaded a file or exported a list, from which address and with what outcome. Rows are added by
/// <see cref="AccessWriter"/>, never change, and are deleted by <see cref="ClearAccessRecords"/> only.
/// </summary>
public sealed class AccessRecord
{
    public const int NameLength = 50;

    public const int PathLength = 200;

    public const int SessionLength = 40;

    private AccessRecord()
    {
    }

    internal AccessRecord(AccessKind kind, AccessOutcome outcome, AccessPerson person, AccessOrigin origin, DateTimeOffset now)
    {
        (Kind, Outcome, At) = (kind, outcome, now);
        UserId = person.UserId;
        Name = Normalise.Start(person.Name, NameLength);
        NameHash = person.NameHash;
        Address = origin.Address;
        Path = Normalise.Start(FreeText.MaskNumbers(AccessPerson.Readable(origin.Path)), PathLength);
        SessionId = origin.Session is null ? null : Normalise.Start(origin.Session, SessionLength);
        Device = origin.Device;
    }

    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public AccessKind Kind { get; private set; }

    public AccessOutcome Outcome { get; private set; }

    /// <summary>Null when nobody has the typed name.</summary>
    public int? UserId { get; private set; }

    /// <summary>The person's name at that time; of a typed name that nobody has, the first character and ***.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Tells whether two typed names that nobody has are the same, see <see cref="AccessPerson"/>.</summary>
    public string? NameHash { get; private set; }

    /// <summary>The network address; empty when it is not known.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The path that was asked, without its query; numbers in it masked.</summary>
    public string Path { get; private set; } = "";

    public string? SessionId { get; private set; }

    /// <summary>Browser and system, such as "Chrome 131 · Windows".</summary>
    public string? Device { get; private set; }

    /// <summary>What was exported.</summary>
    public OperationAction? Action { get; internal init; }

    /// <summary>Filter and rows of an export, name of a file. Stored as it is printed: identifiers are never whole.</summary>
    public IReadOnlyList<FieldChange> Details { get; internal init => field = [.. value.Select(change => change.AsPrinted())]; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<AccessRecord>
    {
        public void Configure(EntityTypeBuilder<AccessRecord> builder)
        {
            builder.ToTable("AccessRecords");
            builder.Property(r => r.Name).HasMaxLength(NameLength);
            builder.Property(r => r.NameHash).HasMaxLength(AccessPerson.HashLength).IsUnicode(false);
            builder.Property(r => r.Address).HasMaxLength(ClientAddress.TextLength).IsUnicode(false);
            builder.Property(r => r.Path).HasMaxLength(PathLength);
            builder.Property(r => r.SessionId).HasMaxLength(SessionLength).IsUnicode(false);
            builder.Property(r => r.Device).HasMaxLength(DeviceName.Length);
            builder.Property(r => r.Details).HasConversion<FieldChange.ListConverter, FieldChange.ListComparer>();
            builder.HasIndex(r => r.At).HasDatabaseName("IX_AccessRecords_ByTime");
            builder.HasIndex(r => new { r.UserId, r.At, r.Kind, r.Outcome }).HasDatabaseName("IX_AccessRecords_OfPerson");
            builder.HasIndex(r => new { r.NameHash, r.At }).HasDatabaseName("IX_AccessRecords_OfTypedName").HasFilter("\"NameHash\" IS NOT NULL");
            builder.HasIndex(r => new { r.Address, r.At, r.Kind, r.Outcome }).HasDatabaseName("IX_AccessRecords_FromAddress");
            builder.HasIndex(r => new { r.Kind, r.At, r.Outcome }).HasDatabaseName("IX_AccessRecords_OfKind");
            builder.HasIndex(r => new { r.Outcome, r.At, r.Kind }).HasDatabaseName("IX_AccessRecords_OfOutcome");
        }
    }
}

/// <summary>From where a request came, and what it asked.</summary>
internal sealed record AccessOrigin(string Address, string Path, string? Session, string? Device);
