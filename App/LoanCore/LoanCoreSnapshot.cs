using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>
/// A good answer of the loan core about one person, kept as it came. An answer that says the same as the last one only moves
/// <see cref="SeenAt"/>, so two neighbours in time differ, but for two nodes that stored the same at the same moment.
/// </summary>
public sealed class LoanCoreSnapshot
{
    private LoanCoreSnapshot()
    {
    }

    public LoanCoreSnapshot(IdNumber idNumber, LoanCoreAnswer answer, DateTimeOffset now)
    {
        (IdNumber, Hash, Body, TakenAt, SeenAt) = (idNumber, answer.Hash, answer.Body, now, now);
        (Contracts, OverdueContracts, MostOverdueDays) = (answer.ContractCount, answer.OverdueCount, answer.MostOverdueDays);
    }

    public long Id { get; private set; }

    /// <summary>What was asked for.</summary>
    public IdNumber IdNumber { get; private set; } = null!;

    /// <summary>SHA-256 of the answer's data, in hexadecimal: order of fields, spaces and the message don't count.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The answer's text. It holds whole identifiers: it is parsed, never shown.</summary>
    public string Body { get; private set; } = "";

    public DateTimeOffset TakenAt { get; private set; }

    /// <summary>When the core last said the same.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    public int Contracts { get; private set; }

    public int OverdueContracts { get; private set; }

    public int MostOverdueDays { get; private set; }

    /// <summary>The core said the same again.</summary>
    public void Confirm(DateTimeOffset now) => SeenAt = now > SeenAt ? now : SeenAt;

    internal sealed class Configuration : IEntityTypeConfiguration<LoanCoreSnapshot>
    {
        public void Configure(EntityTypeBuilder<LoanCoreSnapshot> builder)
        {
            builder.Property(s => s.Hash).HasMaxLength(64).IsUnicode(false).IsFixedLength();
            builder.HasIndex(s => new { s.IdNumber, s.Id }).IsDescending(false, true).HasDatabaseName("IX_LoanCoreSnapshots_Newest");
        }
    }
}
