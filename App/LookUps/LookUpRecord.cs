using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.LookUps;

/// <summary>A look-up on record 号码查询: who asked for which number, where, and whether it was found. The limits are counted from these rows.</summary>
public sealed class LookUpRecord
{
    public const int ValueLength = 200;

    private const int HashLength = 64;

    private LookUpRecord()
    {
    }

    internal LookUpRecord(LookUpPlace place, LookedUpValue value, CurrentUser me, string address, DateTimeOffset now, DateTimeOffset? refusedUntil = null)
    {
        Place = place;
        Kind = value.Kind;
        Value = value.Shown;
        Hash = value.Hash;
        UserId = me.Id;
        DisplayName = me.Name;
        Address = address;
        At = now;
        RefusedUntil = refusedUntil;
    }

    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public int UserId { get; private set; }

    /// <summary>The person's name at that time.</summary>
    public string DisplayName { get; private set; } = "";

    /// <summary>The network address; empty when it is not known.</summary>
    public string Address { get; private set; } = "";

    public LookUpPlace Place { get; private set; }

    public LookUpKind Kind { get; private set; }

    /// <summary>The masked number, or the name of the file.</summary>
    public string Value { get; private set; } = "";

    /// <summary>See <see cref="LookUpKey"/>; null for a file.</summary>
    public string? Hash { get; private set; }

    /// <summary>Something was found, by this or by a repeated read; null when nobody can tell (a save, an answer that was broken off).</summary>
    public bool? Found { get; private set; }

    /// <summary>Refused because of a limit, which ended then; null when it was answered and counts.</summary>
    public DateTimeOffset? RefusedUntil { get; private set; }

    /// <summary>Refused tries that this row stands for: further ones within <see cref="LookUpLimits.OneRefusal"/> add no row. Place and value are the first one's.</summary>
    public int Tries { get; private set; } = 1;

    internal sealed class Configuration : IEntityTypeConfiguration<LookUpRecord>
    {
        public void Configure(EntityTypeBuilder<LookUpRecord> builder)
        {
            builder.ToTable("LookUps");
            builder.Property(l => l.DisplayName).HasMaxLength(50);
            builder.Property(l => l.Address).HasMaxLength(ClientAddress.TextLength).IsUnicode(false);
            builder.Property(l => l.Value).HasMaxLength(ValueLength);
            builder.Property(l => l.Hash).HasMaxLength(HashLength).IsUnicode(false);
            builder.HasIndex(l => new { l.UserId, l.At, l.RefusedUntil }).HasDatabaseName("IX_LookUps_Counted");
            builder.HasIndex(l => new { l.UserId, l.Hash, l.At }).HasDatabaseName("IX_LookUps_SameValue").HasFilter("\"RefusedUntil\" IS NULL");
            builder.HasIndex(l => l.At).HasDatabaseName("IX_LookUps_ByTime");
            builder.HasIndex(l => new { l.Address, l.At }).HasDatabaseName("IX_LookUps_FromAddress");
            builder.HasIndex(l => new { l.At, l.UserId }).HasDatabaseName("IX_LookUps_Refused").HasFilter("\"RefusedUntil\" IS NOT NULL");
        }
    }
}
