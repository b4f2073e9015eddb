using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.DueTimes;

/// <summary>到期规则: how many working hours an order of a problem type and priority may take. Without a type it stands for every type that has no rule of its own.</summary>
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

    /// <summary>Working hours, in steps of a tenth.</summary>
    public decimal Hours { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>修改; <paramref name="type"/> names the problem type on record.</summary>
    public Outcome Change(decimal hours, string? type, CurrentUser me, DateTimeOffset now)
    {
        if (Refusal(hours, me) is { } refusal)
        {
            return refusal;
        }

        Record("修改到期规则", type, Hours, hours, me, now);
        Hours = hours;
        return Outcome.Done;
    }

    public static Outcome Create(int? problemTypeId, string? type, Priority priority, decimal hours, CurrentUser me, DateTimeOffset now, out DueRule rule)
    {
        rule = new DueRule(problemTypeId, priority, hours);
        if (Refusal(hours, me) is { } refusal)
        {
            return refusal;
        }

        rule.Record("新增到期规则", type, null, hours, me, now);
        return Outcome.Done;
    }

    /// <summary>删除: the rule for all types stands in again; that one can't go.</summary>
    public Outcome Delete(string? type, CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ConfigureOrders) || ProblemTypeId is null)
        {
            return ProblemTypeId is null ? Outcome.Refused("通用规则不能删除") : Outcome.Forbidden("没有权限");
        }

        Record("删除到期规则", type, Hours, null, me, now);
        return Outcome.Done;
    }

    private static Outcome? Refusal(decimal hours, CurrentUser me) =>
        !me.May(Permission.ConfigureOrders) ? Outcome.Forbidden("没有权限")
        : hours is < 0.1m or > MostHours || decimal.Round(hours, 1) != hours ? Outcome.Refused("工作小时应在 0.1 到 {0} 之间，最多一位小数", MostHours)
        : null;

    private void Record(string action, string? type, decimal? from, decimal? to, CurrentUser me, DateTimeOffset now)
    {
        if (FieldChange.Between("工作小时", from, to) is { } change)
        {
            FieldChange?[] keys = [FieldChange.Between("问题类型", null, type), FieldChange.Between("优先级", null, Priority), change];
            NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, nameof(DueRule), action, [.. keys.OfType<FieldChange>()]));
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
