using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Statistics;

/// <summary>The figures of 统计 at one instant. Creating the snapshot again for the same instant gives the same figures.</summary>
public sealed class StatisticsSnapshot
{
    private StatisticsSnapshot()
    {
    }

    public StatisticsSnapshot(DateTimeOffset asOf, IEnumerable<StatisticsRow> rows) => (AsOf, Rows) = (asOf, [.. rows]);

    public int Id { get; private set; }

    /// <summary>数据截至: approvals before this instant are counted.</summary>
    public DateTimeOffset AsOf { get; private set; }

    public ICollection<StatisticsRow> Rows { get; private set; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<StatisticsSnapshot>
    {
        public void Configure(EntityTypeBuilder<StatisticsSnapshot> builder)
        {
            builder.ToTable("StatisticsSnapshots");
            builder.HasIndex(s => s.AsOf).IsUnique();
            builder.HasMany(s => s.Rows).WithOne().HasForeignKey(r => r.SnapshotId);
        }
    }
}

/// <summary>One figure: the number of customers approved in that year (Shanghai time), each counted once.</summary>
public sealed class StatisticsRow
{
    private StatisticsRow()
    {
    }

    public StatisticsRow(StatisticsType type, Dimension dimension, int year, string target, int count) =>
        (Type, Dimension, Year, Target, Count) = (type, dimension, year, target, count);

    public int SnapshotId { get; private set; }

    public StatisticsType Type { get; private set; }

    public Dimension Dimension { get; private set; }

    public int Year { get; private set; }

    /// <summary>The industry or region; <see cref="DefaultChange.Unclassified"/> if there is none.</summary>
    public string Target { get; private set; } = "";

    public int Count { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<StatisticsRow>
    {
        public void Configure(EntityTypeBuilder<StatisticsRow> builder)
        {
            builder.ToTable("StatisticsRows");
            builder.HasKey(r => new { r.SnapshotId, r.Type, r.Dimension, r.Year, r.Target });
            builder.Property(r => r.Target).HasMaxLength(50);
        }
    }
}

/// <summary>违约 or 重生.</summary>
public enum StatisticsType
{
    [Named("违约")]
    Default,

    [Named("重生")]
    Renewal,
}

/// <summary>行业 or 区域.</summary>
public enum Dimension
{
    [Named("行业")]
    Industry,

    [Named("区域")]
    Region,
}
