using System.ComponentModel.DataAnnotations.Schema;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders;

/// <summary>A call-centre work order 工单. Change its state only with its methods (WorkOrder.Actions.cs): they keep history and desk entries.</summary>
public sealed partial class WorkOrder : IRecorded, IVersioned
{
    private WorkOrder()
    {
    }

    public long Id { get; private set; }

    /// <summary>GD + yyyyMMdd (Shanghai) + six digits per day.</summary>
    public string Number { get; private set; } = "";

    public WorkOrderStatus Status { get; private set; }

    public WorkOrderSource Source { get; private set; }

    public Priority Priority { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public int CreatedById { get; private set; }

    public User CreatedBy { get; private set; } = null!;

    /// <summary>接听人: who took the call.</summary>
    public int? AnsweredById { get; private set; }

    public User? AnsweredBy { get; private set; }

    /// <summary>当前处理人; null while unassigned 未分派.</summary>
    public int? HandlerId { get; private set; }

    public User? Handler { get; private set; }

    public DateTimeOffset? HandlerSince { get; private set; }

    /// <summary>The current handler's first action since the order was assigned to them; null puts it in 我的未处理.</summary>
    public DateTimeOffset? HandlerActedAt { get; private set; }

    public DateTimeOffset? DueAt { get; private set; }

    public string? CustomerName { get; private set => CustomerNameKey = ComparisonForm.OfName(field = NumberInName.Masked(value)); }

    /// <inheritdoc cref="ComparisonForm"/>
    public string? CustomerNameKey { get; private set; }

    public PhoneNumber? CustomerPhone { get; private set => CustomerPhoneKey = (field = value)?.Key; }

    /// <inheritdoc cref="ComparisonForm"/>
    public PhoneNumber? CustomerPhoneKey { get; private set; }

    /// <summary>As the exchange announced it.</summary>
    public PhoneNumber? CallerNumber { get; private set => CallerNumberKey = (field = value)?.Key; }

    /// <inheritdoc cref="ComparisonForm"/>
    public PhoneNumber? CallerNumberKey { get; private set; }

    public IdNumber? IdNumber { get; private set => IdNumberKey = (field = value)?.Key; }

    /// <inheritdoc cref="ComparisonForm"/>
    public IdNumber? IdNumberKey { get; private set; }

    public string? ApplyNo { get; private set => ApplyNoKey = ComparisonForm.OfNumber(field = value); }

    /// <inheritdoc cref="ComparisonForm"/>
    public string? ApplyNoKey { get; private set; }

    public string? ContractNo { get; private set => ContractNoKey = ComparisonForm.OfNumber(field = value); }

    /// <inheritdoc cref="ComparisonForm"/>
    public string? ContractNoKey { get; private set; }

    public string? ChannelName { get; private set => field = NumberInName.Masked(value); }

    public string? RiskType { get; private set; }

    public string? BusinessType { get; private set; }

    public string? OrderStatus { get; private set; }

    public int? ProblemTypeId { get; private set; }

    public int? ProblemTopicId { get; private set; }

    public int? ProblemSubtopicId { get; private set; }

    public string? Solution { get; private set => field = NumberInName.Masked(value); }

    public FreeText? Description { get; private set; }

    public FreeText? SettlementRemark { get; private set; }

    public SettlementBasis? SettlementBasis { get; private set; }

    public int? SettledById { get; private set; }

    public User? SettledBy { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Membership in the 我的… views. Must be loaded for every action on the order (<see cref="WorkOrderQueries.ForAction"/>).</summary>
    public ICollection<DeskEntry> DeskEntries { get; private set; } = null!;

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    public bool IsSettled => Status == WorkOrderStatus.Settled;

    public bool IsOverdue(DateTimeOffset now) => !IsSettled && DueAt < now;
}

/// <summary>未处理 → 处理中 → 已结单.</summary>
public enum WorkOrderStatus
{
    [Named("未处理")]
    Unhandled,

    [Named("处理中")]
    Processing,

    [Named("已结单")]
    Settled,
}

/// <summary>Source of an order.</summary>
public enum WorkOrderSource
{
    [Named("电话")]
    Phone,

    [Named("手工")]
    Manual,

    [Named("批量")]
    Batch,

    [Named("接口")]
    Api,
}

/// <summary>优先级, most urgent first.</summary>
public enum Priority
{
    [Named("紧急")]
    Urgent,

    [Named("高")]
    High,

    [Named("普通")]
    Normal,

    [Named("低")]
    Low,
}

/// <summary>办结依据.</summary>
public enum SettlementBasis
{
    [Named("方案达成一致")]
    PlanAgreed,

    [Named("解释安抚成功")]
    Explained,

    [Named("协商不一致")]
    NotAgreed,

    [Named("失联办结")]
    LostContact,

    [Named("回购办结")]
    BoughtBack,

    [Named("仲裁诉讼")]
    Litigation,
}
