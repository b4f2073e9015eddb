using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Customers.Duplicates.Finder;

/// <summary>Two customers who may be the same, as the last run of the finder left them. <see cref="A"/> is the older one.</summary>
public sealed class DuplicateProposal
{
    public const int MostScore = 100;

    private DuplicateProposal()
    {
    }

    internal DuplicateProposal(int a, int b, IReadOnlySet<DuplicateReason> reasons, int likeness)
    {
        (A, B) = (a, b);
        SameIdNumber = reasons.Contains(DuplicateReason.SameIdNumber);
        SamePhone = reasons.Contains(DuplicateReason.SamePhone);
        SameEmail = reasons.Contains(DuplicateReason.SameEmail);
        SameName = reasons.Contains(DuplicateReason.SameName);
        SimilarName = reasons.Contains(DuplicateReason.SimilarName);
        Score = Math.Min(MostScore, (SameIdNumber ? 100 : 0) + (SamePhone ? 40 : 0) + (SameEmail ? 40 : 0) + (SameName ? 30 : 0) + (SimilarName ? likeness / 2 : 0));
    }

    public int A { get; private set; }

    public int B { get; private set; }

    /// <summary>The older customer.</summary>
    public Customer First { get; private set; } = null!;

    public Customer Second { get; private set; } = null!;

    /// <summary>1 to 100.</summary>
    public int Score { get; private set; }

    public bool SameIdNumber { get; private set; }

    public bool SamePhone { get; private set; }

    public bool SameEmail { get; private set; }

    public bool SameName { get; private set; }

    public bool SimilarName { get; private set; }

    public IEnumerable<DuplicateReason> Reasons
    {
        get
        {
            (bool Is, DuplicateReason Reason)[] all =
            [
                (SameIdNumber, DuplicateReason.SameIdNumber), (SamePhone, DuplicateReason.SamePhone), (SameEmail, DuplicateReason.SameEmail),
                (SameName, DuplicateReason.SameName), (SimilarName, DuplicateReason.SimilarName),
            ];
            return all.Where(r => r.Is).Select(r => r.Reason);
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<DuplicateProposal>
    {
        public void Configure(EntityTypeBuilder<DuplicateProposal> builder)
        {
            builder.ToTable("DuplicateProposals");
            builder.HasKey(p => new { p.A, p.B });
            builder.Ignore(p => p.Reasons);
            builder.HasIndex(p => new { p.Score, p.A, p.B }).IsDescending(true, false, false);
            builder.HasIndex(p => p.B);
            builder.HasOne(p => p.First).WithMany().HasForeignKey(p => p.A).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(p => p.Second).WithMany().HasForeignKey(p => p.B).OnDelete(DeleteBehavior.NoAction);
        }
    }
}

/// <summary>不是同一人: somebody looked at these two, and they are never proposed again. <see cref="A"/> is the older one.</summary>
public sealed class NotSamePerson
{
    private NotSamePerson()
    {
    }

    internal NotSamePerson(int a, int b, int byId, DateTimeOffset at)
    {
        (A, B) = (a, b);
        (ById, At) = (byId, at);
    }

    public int A { get; private set; }

    public int B { get; private set; }

    public int ById { get; private set; }

    public DateTimeOffset At { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<NotSamePerson>
    {
        public void Configure(EntityTypeBuilder<NotSamePerson> builder)
        {
            builder.ToTable("NotSamePersons");
            builder.HasKey(n => new { n.A, n.B });
            builder.HasOne<Customer>().WithMany().HasForeignKey(n => n.A).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<Customer>().WithMany().HasForeignKey(n => n.B).OnDelete(DeleteBehavior.NoAction);
        }
    }
}

/// <summary>What a run of the finder noted about two customers. Only while it runs.</summary>
public sealed class DuplicateFinding
{
    private DuplicateFinding()
    {
    }

    internal DuplicateFinding(int a, int b, DuplicateReason reason)
    {
        (A, B) = (a, b);
        Reason = reason;
    }

    public long Id { get; private set; }

    public int A { get; private set; }

    public int B { get; private set; }

    public DuplicateReason Reason { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DuplicateFinding>
    {
        public void Configure(EntityTypeBuilder<DuplicateFinding> builder)
        {
            builder.ToTable("DuplicateFindings");

            // Millions of rows for a minute: a number, and no index.
            builder.Property(f => f.Reason).HasConversion<int>();
        }
    }
}
