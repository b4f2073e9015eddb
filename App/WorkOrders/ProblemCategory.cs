using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>A node of the three-level taxonomy 问题类型 / 问题主题 / 问题主题细分. Used nodes are disabled, not deleted.</summary>
public sealed class ProblemCategory : IRecorded, IVersioned
{
    public const int NameLength = 50;

    /// <summary>The key of the taxonomy among the operation records of settings.</summary>
    public const string SettingKey = "taxonomy";

    private ProblemCategory()
    {
    }

    public ProblemCategory(string name, ProblemCategory? parent, int sortOrder)
    {
        (Name, Parent, SortOrder) = (name, parent, sortOrder);
        Level = parent is null ? ProblemLevel.Type : parent.Level + 1;
    }

    public int Id { get; private set; }

    public int? ParentId { get; private set; }

    public ProblemCategory? Parent { get; private set; }

    public ProblemLevel Level { get; private set; }

    public string Name { get; private set; } = "";

    public int SortOrder { get; private set; }

    public bool IsEnabled { get; private set; } = true;

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>新增: a new node, last among its siblings; the name was checked (<see cref="SettingNames.Check"/>).</summary>
    public static ProblemCategory Add(string name, ProblemCategory? parent, int sortOrder, CurrentUser me, DateTimeOffset now)
    {
        var category = new ProblemCategory(name, parent, sortOrder);
        category.Record("新增", FieldChange.Between(category.Level.Text(), null, name), me, now);
        return category;
    }

    public void Rename(string name, CurrentUser me, DateTimeOffset now)
    {
        Record("重命名", FieldChange.Between(Level.Text(), Name, name), me, now);
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
        NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, SettingKey, action, remark: Name));
    }

    private void Record(string action, FieldChange? change, CurrentUser me, DateTimeOffset now)
    {
        if (change is not null)
        {
            NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, SettingKey, action, [change], Name));
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<ProblemCategory>
    {
        public void Configure(EntityTypeBuilder<ProblemCategory> builder)
        {
            builder.Property(c => c.Name).HasMaxLength(NameLength);
            builder.HasOne(c => c.Parent).WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(c => new { c.ParentId, c.Name }).IsUnique();
        }
    }
}

/// <summary>问题类型, 问题主题, 问题主题细分.</summary>
public enum ProblemLevel
{
    Type,
    Topic,
    Subtopic,
}
