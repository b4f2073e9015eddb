using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Dispatch;

/// <summary>处理人设置: which duty role takes orders of a kind, and the solution they get. An empty key fits any order; many rows may stand for one kind.</summary>
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

    /// <summary>Deleted rows stay for the history and fit nothing.</summary>
    public bool IsDeleted { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>How many keys are filled: the most specific row that fits wins.</summary>
    [NotMapped]
    public int Specificity => new object?[] { ProblemTypeId, ProblemTopicId, ProblemSubtopicId, BusinessType, OrderStatus }.Count(key => key is not null);

    public static Outcome Create(ProcessorKeys keys, string? solution, DutyRole role, CurrentUser me, DateTimeOffset now, out ProcessorSetting setting)
    {
        setting = new ProcessorSetting();
        return setting.Set("新建处理人设置", keys, solution, role, me, now);
    }

    public Outcome Change(ProcessorKeys keys, string? solution, DutyRole role, CurrentUser me, DateTimeOffset now) => Set("修改处理人设置", keys, solution, role, me, now);

    public Outcome Delete(CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ConfigureOrders) || IsDeleted)
        {
            return Outcome.Refused(IsDeleted ? "这条设置已被删除" : "没有权限");
        }

        IsDeleted = true;
        Record("删除处理人设置", [FieldChange.Between("对接角色", DutyRole.Name, null)], me, now);
        return Outcome.Done;
    }

    private Outcome Set(string action, ProcessorKeys keys, string? solution, DutyRole role, CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ConfigureOrders) || IsDeleted)
        {
            return Outcome.Refused(IsDeleted ? "这条设置已被删除" : "没有权限");
        }

        if (solution?.Length > WorkOrderLimits.Solution)
        {
            return Outcome.Refused("解决方案最多 {0} 个字符", WorkOrderLimits.Solution);
        }

        FieldChange?[] changes =
        [
            FieldChange.Between("问题类型", ProblemTypeId, keys.ProblemTypeId),
            FieldChange.Between("问题主题", ProblemTopicId, keys.ProblemTopicId),
            FieldChange.Between("问题主题细分", ProblemSubtopicId, keys.ProblemSubtopicId),
            FieldChange.Between("业务类型", BusinessType, keys.BusinessType),
            FieldChange.Between("订单状态", OrderStatus, keys.OrderStatus),
            FieldChange.Between("解决方案", Solution, solution),
            FieldChange.Between("对接角色", DutyRole?.Name, role.Name),
        ];
        (ProblemTypeId, ProblemTopicId, ProblemSubtopicId) = (keys.ProblemTypeId, keys.ProblemTopicId, keys.ProblemSubtopicId);
        (BusinessType, OrderStatus, Solution) = (keys.BusinessType, keys.OrderStatus, solution);
        (DutyRole, DutyRoleId) = (role, role.Id);
        Record(action, changes, me, now);
        return Outcome.Done;
    }

    private void Record(string action, IEnumerable<FieldChange?> changes, CurrentUser me, DateTimeOffset now)
    {
        if (changes.OfType<FieldChange>().ToList() is { Count: > 0 } list)
        {
            NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, "Processors", action, list));
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<ProcessorSetting>
    {
        public void Configure(EntityTypeBuilder<ProcessorSetting> builder)
        {
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

/// <summary>What an order is matched by; null fits any.</summary>
public sealed record ProcessorKeys(int? ProblemTypeId, int? ProblemTopicId, int? ProblemSubtopicId, string? BusinessType, string? OrderStatus)
{
    public static ProcessorKeys Of(WorkOrder order) => new(order.ProblemTypeId, order.ProblemTopicId, order.ProblemSubtopicId, order.BusinessType, order.OrderStatus);
}
