using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Shared.People;

/// <summary>对接角色: decides which orders can be assigned to whom. Not an Identity role. Disabled instead of deleted.</summary>
public sealed class DutyRole : IRecorded, IVersioned
{
    public const int NameLength = 50;

    private DutyRole()
    {
    }

    public DutyRole(string name) => Name = name;

    public int Id { get; private set; }

    public string Name { get; private set => NameKey = ComparisonForm.OfName(field = value); } = "";

    /// <inheritdoc cref="ComparisonForm"/>
    public string NameKey { get; private set; } = "";

    public bool IsEnabled { get; private set; } = true;

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>新增; null when refused.</summary>
    public static Outcome Create(string name, CurrentUser me, DateTimeOffset now, out DutyRole? role)
    {
        role = null;
        if (Refusal(me) is { } refusal)
        {
            return refusal;
        }

        role = new DutyRole(name);
        role.Record(DutyRoleActions.Added, FieldChange.Between(DutyRoleActions.Name, null, name), me, now);
        return Outcome.Done;
    }

    /// <summary>改名.</summary>
    public Outcome Rename(string name, CurrentUser me, DateTimeOffset now)
    {
        if (Refusal(me) is { } refusal)
        {
            return refusal;
        }

        Record(DutyRoleActions.Renamed, FieldChange.Between(DutyRoleActions.Name, Name, name), me, now);
        Name = name;
        return Outcome.Done;
    }

    /// <summary>启用 or 停用.</summary>
    public Outcome Turn(bool isEnabled, CurrentUser me, DateTimeOffset now)
    {
        if (Refusal(me) is { } refusal)
        {
            return refusal;
        }

        Record(isEnabled ? DutyRoleActions.Enabled : DutyRoleActions.Disabled, FieldChange.Between(CommonFields.IsEnabled, IsEnabled, isEnabled), me, now);
        IsEnabled = isEnabled;
        return Outcome.Done;
    }

    private static Outcome? Refusal(CurrentUser me) => me.May(Permission.Administer) ? null : Outcome.Forbidden("没有权限");

    // The key is the old name; the change contains the new one.
    private void Record(OperationAction action, FieldChange? change, CurrentUser me, DateTimeOffset now)
    {
        if (change is not null)
        {
            NewRecords.Add(OperationRecord.Of(me, now, CommonSubjects.Setting, "DutyRole:" + Name, action, [change]));
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<DutyRole>
    {
        public void Configure(EntityTypeBuilder<DutyRole> builder)
        {
            builder.ToTable("DutyRoles");
            builder.Property(r => r.Name).HasMaxLength(NameLength);
            builder.Property(r => r.NameKey).HasMaxLength(ComparisonForm.MaxLength);
            builder.HasIndex(r => r.NameKey).IsUnique();
        }
    }
}
