using System.ComponentModel.DataAnnotations.Schema;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders;

/// <summary>A call-centre work order 工单. State changes go through its verbs (WorkOrder.Actions.cs), which keep history and desk entries.</summary>
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

    /// <summary>当前处理人: whose order it is now; null while unassigned 未分派.</summary>
    public int? HandlerId { get; private set; }

    public User? Handler { get; private set; }

    public DateTimeOffset? HandlerSince { get; private set; }

    /// <summary>The present handler's first action since the order came to him; null puts it in 我的未处理.</summary>
    public DateTimeOffset? HandlerActedAt { get; private set; }

    public DateTimeOffset? DueAt { get; private set; }

    public string? CustomerName { get; private set; }

    public PhoneNumber? CustomerPhone { get; private set; }

    public PhoneNumber? CallerNumber { get; private set; }

    public IdNumber? IdNumber { get; private set; }

    public string? ApplyNo { get; private set; }

    public string? ContractNo { get; private set; }

    public string? ChannelName { get; private set; }

    public string? RiskType { get; private set; }

    public string? BusinessType { get; private set; }

    public string? OrderStatus { get; private set; }

    public int? ProblemTypeId { get; private set; }

    public int? ProblemTopicId { get; private set; }

    public int? ProblemSubtopicId { get; private set; }

    public string? Solution { get; private set; }

    public FreeText? Description { get; private set; }

    public FreeText? SettlementRemark { get; private set; }

    public SettlementBasis? SettlementBasis { get; private set; }

    public int? SettledById { get; private set; }

    public User? SettledBy { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Whose 我的… views hold the order. Loaded with every order that is acted on (<see cref="WorkOrderQueries.ForAction"/>).</summary>
    public ICollection<DeskEntry> DeskEntries { get; private set; } = null!;

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    public bool IsSettled => Status == WorkOrderStatus.Settled;

    public bool IsOverdue(DateTimeOffset now) => !IsSettled && DueAt < now;
}

/// <summary>未处理 → 处理中 → 已结单.</summary>
public enum WorkOrderStatus
{
    Unhandled,
    Processing,
    Settled,
}

/// <summary>How an order came in.</summary>
public enum WorkOrderSource
{
    Phone,
    Manual,
    Batch,
    Api,
}

/// <summary>优先级, most urgent first.</summary>
public enum Priority
{
    Urgent,
    High,
    Normal,
    Low,
}

/// <summary>办结依据.</summary>
public enum SettlementBasis
{
    PlanAgreed,
    Explained,
    NotAgreed,
    LostContact,
    BoughtBack,
    Litigation,
}
