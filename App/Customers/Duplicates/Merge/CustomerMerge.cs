using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Customers.Duplicates.Merge;

/// <summary>合并: two records of one customer became one. It keeps what both had, so that it can be undone for 30 days.</summary>
public sealed class CustomerMerge : IVersioned
{
    /// <summary>How long a merge can be undone.</summary>
    public static readonly TimeSpan UndoPeriod = TimeSpan.FromDays(30);

    private CustomerMerge()
    {
    }

    internal CustomerMerge(Customer survivor, Customer loser, CustomerValues after, CurrentUser me, DateTimeOffset now)
    {
        (SurvivorId, SurvivorBefore, SurvivorAfter) = (survivor.Id, survivor.Values, after);
        (LoserId, LoserBefore) = (loser.Id, loser.Values);
        (SurvivorFollowUpAt, SurvivorNextContactOn) = (survivor.LastFollowUpAt, survivor.NextContactOn);
        (ById, At) = (me.Id, now);
    }

    public long Id { get; private set; }

    public int SurvivorId { get; private set; }

    public Customer Survivor { get; private set; } = null!;

    public int LoserId { get; private set; }

    public Customer Loser { get; private set; } = null!;

    public DateTimeOffset At { get; private set; }

    public int ById { get; private set; }

    public User By { get; private set; } = null!;

    public DateTimeOffset? UndoneAt { get; private set; }

    public int? UndoneById { get; private set; }

    public User? UndoneBy { get; private set; }

    public CustomerValues SurvivorBefore { get; private set; } = null!;

    public CustomerValues SurvivorAfter { get; private set; } = null!;

    public CustomerValues LoserBefore { get; private set; } = null!;

    /// <summary>The survivor's last follow-up before the merge.</summary>
    public DateTimeOffset? SurvivorFollowUpAt { get; private set; }

    /// <inheritdoc cref="SurvivorFollowUpAt"/>
    public DateOnly? SurvivorNextContactOn { get; private set; }

    public int Version { get; private set; }

    /// <summary>Why nobody can undo it any more; null while it can be undone.</summary>
    public Outcome? RefusalToUndo(DateTimeOffset now) =>
        UndoneAt is not null ? Outcome.Refused("这次合并已经撤销")
        : now > At + UndoPeriod ? Outcome.Refused("合并已超过 {0} 天，不能再撤销", UndoPeriod.Days)
        : null;

    internal void Undo(CurrentUser me, DateTimeOffset now) => (UndoneById, UndoneAt) = (me.Id, now);

    internal sealed class Configuration : IEntityTypeConfiguration<CustomerMerge>
    {
        public void Configure(EntityTypeBuilder<CustomerMerge> builder)
        {
            builder.ToTable("CustomerMerges");
            builder.Property(m => m.SurvivorBefore).HasConversion(v => KeptValues.Write(v), s => KeptValues.Read(s));
            builder.Property(m => m.SurvivorAfter).HasConversion(v => KeptValues.Write(v), s => KeptValues.Read(s));
            builder.Property(m => m.LoserBefore).HasConversion(v => KeptValues.Write(v), s => KeptValues.Read(s));
            builder.HasOne(m => m.Survivor).WithMany().HasForeignKey(m => m.SurvivorId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(m => m.Loser).WithMany().HasForeignKey(m => m.LoserId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(m => m.By).WithMany().HasForeignKey(m => m.ById).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(m => m.UndoneBy).WithMany().HasForeignKey(m => m.UndoneById).OnDelete(DeleteBehavior.NoAction);
        }
    }
}

/// <summary>A row that a merge moved from the loser to the survivor.</summary>
public sealed class MergedRow
{
    private MergedRow()
    {
    }

    internal MergedRow(long mergeId, string kind, long rowId)
    {
        (MergeId, Kind) = (mergeId, kind);
        RowId = rowId;
    }

    public long MergeId { get; private set; }

    /// <summary><see cref="CustomerRows.Code"/>.</summary>
    public string Kind { get; private set; } = "";

    public long RowId { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<MergedRow>
    {
        public void Configure(EntityTypeBuilder<MergedRow> builder)
        {
            builder.ToTable("MergedRows");
            builder.HasKey(r => new { r.MergeId, r.Kind, r.RowId });
            builder.Property(r => r.Kind).HasMaxLength(Codes.MaxLength).IsUnicode(false);
            builder.HasOne<CustomerMerge>().WithMany().HasForeignKey(r => r.MergeId).OnDelete(DeleteBehavior.NoAction);
        }
    }
}
