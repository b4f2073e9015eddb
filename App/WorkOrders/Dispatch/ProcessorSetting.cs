using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;

namespace WorkOrders.Dispatch;

/// <summary>处理人设置: the duty role for a kind of order, and the default solution. An empty key matches any order. A kind may have several rows.</summary>
public sealed class ProcessorSetting : IRecorded, IVersioned
{
    private ProcessorSetting()
    {
    }

    public int Id { get; private set; }

    public int? ProblemTypeId { get; private set; }

    public int? ProblemTopicId { get; private set; }

    public int? ProblemSubtopicId { get; private set; }

    public string? BusinessType { get; private set; }

    public string? OrderStatus { get; private set; }

    public string? Solution { get; private set; }

    public int DutyRoleId { get; private set; }

    public DutyRole DutyRole { get; private set; } = null!;

    /// <summary>Deleted rows are kept for the history and match nothing.</summary>
    public bool IsDeleted { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>Number of non-empty keys. The most specific matching row wins.</summary>
    [NotMapped]
    public int Specificity => new object?[] { ProblemTypeId, ProblemTopicId, ProblemSubtopicId, BusinessType, OrderStatus }.Count(key => key is not null);

    /// <summary>新建; null when refused.</summary>
    public static Outcome Create(ProcessorKeys keys, string? solution, DutyRole role, CurrentUser me, DateTimeOffset now, out ProcessorSetting? setting)
    {
        var made = new ProcessorSetting();
        var outcome = made.Set(ProcessorActions.Added, keys, solution, role, me, now);
        setting = outcome.IsRefused ? null : made;
        return outcome;
    }

    public Outcome Change(ProcessorKeys keys, string? solution, DutyRole role, CurrentUser me, DateTimeOffset now) => Set(ProcessorActions.Changed, keys, solution, role, me, now);

    public Outcome Delete(CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ConfigureOrders) || IsDeleted)
        {
            return IsDeleted ? Outcome.Refused("这条设置已被删除") : Outcome.Forbidden("没有权限");
        }

        IsDeleted = true;
        Record(ProcessorActions.Deleted, [FieldChange.Between(StaffFields.DutyRoles, DutyRole.Name, null)], me, now);
        return Outcome.Done;
    }

    private Outcome Set(OperationAction action, ProcessorKeys keys, string? solution, DutyRole role, CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ConfigureOrders) || IsDeleted)
        {
            return IsDeleted ? Outcome.Refused("这条设置已被删除") : Outcome.Forbidden("没有权限");
        }

        if (solution?.Length > WorkOrderLimits.Solution)
        {
            return Outcome.Refused("解决方案最多 {0} 个字符", WorkOrderLimits.Solution);
        }

        if (NumberInName.RefusalOf(OrderFields.Solution.Text, solution) is { } refusal)
        {
            return refusal;
        }

        FieldChange?[] changes =
        [
            FieldChange.Between(OrderFields.ProblemType, ProblemTypeId, keys.ProblemTypeId),
            FieldChange.Between(OrderFields.ProblemTopic, ProblemTopicId, keys.ProblemTopicId),
            FieldChange.Between(OrderFields.ProblemSubtopic, ProblemSubtopicId, keys.ProblemSubtopicId),
            FieldChange.Between(OrderFields.BusinessType, BusinessType, keys.BusinessType),
            FieldChange.Between(OrderFields.OrderStatus, OrderStatus, keys.OrderStatus),
            FieldChange.Between(OrderFields.Solution, Solution, solution),
            FieldChange.Between(StaffFields.DutyRoles, DutyRole?.Name, role.Name),
        ];
        (ProblemTypeId, ProblemTopicId, ProblemSubtopicId) = (keys.ProblemTypeId, keys.ProblemTopicId, keys.ProblemSubtopicId);
        (BusinessType, OrderStatus, Solution) = (keys.BusinessType, keys.OrderStatus, solution);
        (DutyRole, DutyRoleId) = (role, role.Id);
        Record(action, changes, me, now);
        return Outcome.Done;
    }

    private void Record(OperationAction action, IEnumerable<FieldChange?> changes, CurrentUser me, DateTimeOffset now)
    {
        if (changes.OfType<FieldChange>().ToList() is { Count: > 0 } list)
        {
            NewRecords.Add(OperationRecord.Of(me, now, CommonSubjects.Setting, "Processors", action, list));
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<ProcessorSetting>
    {
        public void Configure(EntityTypeBuilder<ProcessorSetting> builder)
        {
            builder.ToTable("ProcessorSettings");
            builder.Property(s => s.BusinessType).HasMaxLength(ListedName.NameLength);
            builder.Property(s => s.OrderStatus).HasMaxLength(ListedName.NameLength);
            builder.Property(s => s.Solution).HasMaxLength(WorkOrderLimits.Solution);
            builder.HasOne(s => s.DutyRole).WithMany().HasForeignKey(s => s.DutyRoleId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<ProblemCategory>().WithMany().HasForeignKey(s => s.ProblemTypeId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<ProblemCategory>().WithMany().HasForeignKey(s => s.ProblemTopicId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<ProblemCategory>().WithMany().HasForeignKey(s => s.ProblemSubtopicId).OnDelete(DeleteBehavior.NoAction);
        }
    }
}

/// <summary>Fields used to match an order; null matches any value.</summary>
public sealed record ProcessorKeys(int? ProblemTypeId, int? ProblemTopicId, int? ProblemSubtopicId, string? BusinessType, string? OrderStatus)
{
    public static ProcessorKeys Of(WorkOrder order) => new(order.ProblemTypeId, order.ProblemTopicId, order.ProblemSubtopicId, order.BusinessType, order.OrderStatus);
}
