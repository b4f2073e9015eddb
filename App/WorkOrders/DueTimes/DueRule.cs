using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders.DueTimes;

/// <summary>到期规则: working hours allowed for an order, by problem type and priority. A rule without a type is the default for all types.</summary>
public sealed class DueRule : IRecorded, IVersioned
{
    public const int MostHours = 2000;

    private DueRule()
    {
    }

    public DueRule(int? problemTypeId, Priority priority, decimal hours) => (ProblemTypeId, Priority, Hours) = (problemTypeId, priority, hours);

    public int Id { get; private set; }

    public int? ProblemTypeId { get; private set; }

    public Priority Priority { get; private set; }

    /// <summary>Working hours, in steps of 0.1.</summary>
    public decimal Hours { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>修改; <paramref name="type"/> is the name of the problem type for 操作记录.</summary>
    public Outcome Change(decimal hours, string? type, CurrentUser me, DateTimeOffset now)
    {
        if (RefusalOf(hours, me) is { } refusal)
        {
            return refusal;
        }

        Record(DueActions.RuleChanged, type, Hours, hours, me, now);
        Hours = hours;
        return Outcome.Done;
    }

    /// <summary>新增; null when refused.</summary>
    public static Outcome Create(int? problemTypeId, string? type, Priority priority, decimal hours, CurrentUser me, DateTimeOffset now, out DueRule? rule)
    {
        rule = null;
        if (RefusalOf(hours, me) is { } refusal)
        {
            return refusal;
        }

        rule = new DueRule(problemTypeId, priority, hours);
        rule.Record(DueActions.RuleAdded, type, null, hours, me, now);
        return Outcome.Done;
    }

    /// <summary>删除: the default rule for all types applies again. The default rule itself cannot be deleted.</summary>
    public Outcome Delete(string? type, CurrentUser me, DateTimeOffset now)
    {
        if (RefusalToDelete(me) is { } refusal)
        {
            return refusal;
        }

        Record(DueActions.RuleDeleted, type, Hours, null, me, now);
        return Outcome.Done;
    }

    /// <summary>Why <see cref="Delete"/> is refused; null when it is allowed.</summary>
    public Outcome? RefusalToDelete(CurrentUser me) =>
        ProblemTypeId is null ? Outcome.Refused("通用规则不能删除")
        : me.May(Permission.ConfigureOrders) ? null
        : Outcome.Forbidden("没有权限");

    /// <summary>Why a rule with these hours is refused; null when it is allowed.</summary>
    public static Outcome? RefusalOf(decimal hours, CurrentUser me) =>
        !me.May(Permission.ConfigureOrders) ? Outcome.Forbidden("没有权限")
        : hours is < 0.1m or > MostHours || decimal.Round(hours, 1) != hours ? Outcome.Refused("工作小时应在 0.1 到 {0} 之间，最多一位小数", MostHours)
        : null;

    private void Record(OperationAction action, string? type, decimal? from, decimal? to, CurrentUser me, DateTimeOffset now)
    {
        if (FieldChange.Between(DueFields.Hours, from, to) is { } change)
        {
            FieldChange?[] keys = [FieldChange.Between(OrderFields.ProblemType, null, type), FieldChange.Between(OrderFields.Priority, null, Priority), change];
            NewRecords.Add(OperationRecord.Of(me, now, CommonSubjects.Setting, nameof(DueRule), action, [.. keys.OfType<FieldChange>()]));
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<DueRule>
    {
        public void Configure(EntityTypeBuilder<DueRule> builder)
        {
            builder.ToTable("DueRules");
            builder.HasOne<ProblemCategory>().WithMany().HasForeignKey(r => r.ProblemTypeId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(r => new { r.ProblemTypeId, r.Priority }).IsUnique().HasFilter("\"ProblemTypeId\" IS NOT NULL");
            builder.HasIndex(r => r.Priority).IsUnique().HasFilter("\"ProblemTypeId\" IS NULL");
        }
    }
}
