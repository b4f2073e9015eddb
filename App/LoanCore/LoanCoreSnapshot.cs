using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>
/// A successful answer of the loan core about one person, stored unchanged. An equal answer only updates <see cref="SeenAt"/>,
/// so neighbouring snapshots differ, except when two nodes stored the same answer at the same moment.
/// </summary>
public sealed class LoanCoreSnapshot
{
    private LoanCoreSnapshot()
    {
    }

    public LoanCoreSnapshot(IdNumber idNumber, LoanCoreAnswer answer, DateTimeOffset now)
    {
        (IdNumber, Hash, Body, TakenAt, SeenAt) = (idNumber.Key, answer.Hash, answer.Body, now, now);
        (Contracts, OverdueContracts, MostOverdueDays) = (answer.ContractCount, answer.OverdueCount, answer.MostOverdueDays);
    }

    public long Id { get; private set; }

    /// <summary>The requested ID number in its comparison form.</summary>
    public IdNumber IdNumber { get; private set; } = null!;

    /// <summary>SHA-256 of the answer's data in hexadecimal. The order of fields, whitespace and the message are ignored.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The answer as text. Contains unmasked personal data: parse it, never show it.</summary>
    public string Body { get; private set; } = "";

    public DateTimeOffset TakenAt { get; private set; }

    /// <summary>When the core last gave the same answer.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    public int Contracts { get; private set; }

    public int OverdueContracts { get; private set; }

    public int MostOverdueDays { get; private set; }

    /// <summary>The core gave the same answer again.</summary>
    public void Confirm(DateTimeOffset now) => SeenAt = now > SeenAt ? now : SeenAt;

    internal sealed class Configuration : IEntityTypeConfiguration<LoanCoreSnapshot>
    {
        public void Configure(EntityTypeBuilder<LoanCoreSnapshot> builder)
        {
            builder.ToTable("LoanCoreSnapshots");
            builder.Property(s => s.Hash).HasMaxLength(64).IsUnicode(false).IsFixedLength();
            builder.HasIndex(s => new { s.IdNumber, s.Id }).IsDescending(false, true).HasDatabaseName("IX_LoanCoreSnapshots_Newest");
        }
    }
}
