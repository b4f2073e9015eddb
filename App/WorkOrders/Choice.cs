using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>A value that forms offer for 风险类型, 业务类型, 订单状态 or 渠道名称; orders keep the text, so a choice can be renamed or disabled.</summary>
public sealed class Choice : IRecorded, IVersioned
{
    public const int NameLength = 50;

    private Choice()
    {
    }

    public Choice(ChoiceKind kind, string name, int sortOrder) => (Kind, Name, SortOrder) = (kind, name, sortOrder);

    public int Id { get; private set; }

    public ChoiceKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    public int SortOrder { get; private set; }

    public bool IsEnabled { get; private set; } = true;

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>新增: last in its list; the name was checked (<see cref="SettingNames.Check"/>).</summary>
    public static Choice Add(ChoiceKind kind, string name, int sortOrder, CurrentUser me, DateTimeOffset now)
    {
        var choice = new Choice(kind, name, sortOrder);
        choice.Record("新增", FieldChange.Between(kind.Text(), null, name), me, now);
        return choice;
    }

    /// <summary>Orders that have the old name keep it.</summary>
    public void Rename(string name, CurrentUser me, DateTimeOffset now)
    {
        Record("重命名", FieldChange.Between(Kind.Text(), Name, name), me, now);
        Name = name;
    }

    public void Move(int sortOrder, CurrentUser me, DateTimeOffset now)
    {
        Record("调整顺序", FieldChange.Between("顺序", SortOrder + 1, sortOrder + 1), me, now);
        SortOrder = sortOrder;
    }

    /// <summary>停用: new orders can't choose it; orders that have it keep it.</summary>
    public void Disable(CurrentUser me, DateTimeOffset now) => Switch("停用", enabled: false, me, now);

    public void Enable(CurrentUser me, DateTimeOffset now) => Switch("启用", enabled: true, me, now);

    private void Switch(string action, bool enabled, CurrentUser me, DateTimeOffset now)
    {
        IsEnabled = enabled;
        NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, Kind.ToString(), action, remark: Name));
    }

    private void Record(string action, FieldChange? change, CurrentUser me, DateTimeOffset now)
    {
        if (change is not null)
        {
            NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, Kind.ToString(), action, [change], Name));
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<Choice>
    {
        public void Configure(EntityTypeBuilder<Choice> builder)
        {
            builder.Property(c => c.Name).HasMaxLength(NameLength);
            builder.HasIndex(c => new { c.Kind, c.Name }).IsUnique();
        }
    }
}

/// <summary>Which list of values.</summary>
public enum ChoiceKind
{
    RiskType,
    BusinessType,
    OrderStatus,
    Channel,
}
