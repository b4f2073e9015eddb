using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Staff;

/// <summary>对接角色: says who may be given which orders; never an Identity role. Disabled, not deleted.</summary>
public sealed class DutyRole : IRecorded, IVersioned
{
    public const int NameLength = 50;

    private DutyRole()
    {
    }

    public DutyRole(string name) => Name = name;

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public bool IsEnabled { get; private set; } = true;

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    public static DutyRole Create(string name, CurrentUser me, DateTimeOffset now)
    {
        var role = new DutyRole(name);
        role.Record("新建对接角色", FieldChange.Between("名称", null, name), me, now);
        return role;
    }

    public void Rename(string name, CurrentUser me, DateTimeOffset now)
    {
        Record("修改对接角色", FieldChange.Between("名称", Name, name), me, now);
        Name = name;
    }

    public void Turn(bool isEnabled, CurrentUser me, DateTimeOffset now)
    {
        Record(isEnabled ? "启用对接角色" : "停用对接角色", FieldChange.Between("状态", IsEnabled ? "启用" : "停用", isEnabled ? "启用" : "停用"), me, now);
        IsEnabled = isEnabled;
    }

    // The key is the name before the change; the change itself tells how it goes on.
    private void Record(string action, FieldChange? change, CurrentUser me, DateTimeOffset now)
    {
        if (change is not null)
        {
            NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, "DutyRole:" + Name, action, [change]));
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<DutyRole>
    {
        public void Configure(EntityTypeBuilder<DutyRole> builder)
        {
            builder.Property(r => r.Name).HasMaxLength(NameLength);
            builder.HasIndex(r => r.Name).IsUnique();
        }
    }
}
