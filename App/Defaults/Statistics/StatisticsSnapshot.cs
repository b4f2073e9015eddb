using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Defaults.Statistics;

/// <summary>The figures 统计 as they were at one instant, never changed: made again for the same instant they are the same.</summary>
public sealed class StatisticsSnapshot
{
    private StatisticsSnapshot()
    {
    }

    public StatisticsSnapshot(DateTimeOffset asOf, IEnumerable<StatisticsRow> rows) => (AsOf, Rows) = (asOf, [.. rows]);

    public int Id { get; private set; }

    /// <summary>数据截至: what was approved before this instant is counted.</summary>
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

/// <summary>One figure: so many customers were approved in that Shanghai year, each counted once.</summary>
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

    /// <summary>The industry or region, <see cref="DefaultChange.Unclassified"/> for none.</summary>
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
    Default,
    Renewal,
}

/// <summary>行业 or 区域.</summary>
public enum Dimension
{
    Industry,
    Region,
}
