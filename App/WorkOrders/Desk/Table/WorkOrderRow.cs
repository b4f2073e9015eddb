using System.Linq.Expressions;
using WorkOrders.Shared;

namespace WorkOrders.Desk.Table;

/// <summary>One row of the desk with all available columns. Identifiers are shown masked.</summary>
public sealed record WorkOrderRow
{
    internal static readonly Expression<Func<WorkOrder, WorkOrderRow>> Projection = o => new WorkOrderRow
    {
        Id = o.Id,
        Number = o.Number,
        Version = o.Version,
        Status = o.Status,
        Source = o.Source,
        Priority = o.Priority,
        CreatedAt = o.CreatedAt,
        CreatedById = o.CreatedById,
        AnsweredById = o.AnsweredById,
        HandlerId = o.HandlerId,
        SettledById = o.SettledById,
        DueAt = o.DueAt,
        ApplyNo = o.ApplyNo,
        ContractNo = o.ContractNo,
        CustomerName = o.CustomerName,
        CustomerPhone = o.CustomerPhone,
        CallerNumber = o.CallerNumber,
        IdNumber = o.IdNumber,
        ChannelName = o.ChannelName,
        RiskType = o.RiskType,
        BusinessType = o.BusinessType,
        OrderStatus = o.OrderStatus,
        ProblemTypeId = o.ProblemTypeId,
        ProblemTopicId = o.ProblemTopicId,
        ProblemSubtopicId = o.ProblemSubtopicId,
        Solution = o.Solution,
        SettlementBasis = o.SettlementBasis,
        SettledAt = o.SettledAt,
    };

    public long Id { get; init; }

    public string Number { get; init; } = "";

    public int Version { get; init; }

    public WorkOrderStatus Status { get; init; }

    public WorkOrderSource Source { get; init; }

    public Priority Priority { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public int CreatedById { get; init; }

    public string? CreatedBy { get; private set; }

    public int? AnsweredById { get; init; }

    public string? AnsweredBy { get; private set; }

    public int? HandlerId { get; init; }

    public string? Handler { get; private set; }

    public int? SettledById { get; init; }

    public string? SettledBy { get; private set; }

    public DateTimeOffset? DueAt { get; init; }

    public string? ApplyNo { get; init; }

    public string? ContractNo { get; init; }

    public string? CustomerName { get; init; }

    public PhoneNumber? CustomerPhone { get; init; }

    public PhoneNumber? CallerNumber { get; init; }

    public IdNumber? IdNumber { get; init; }

    public string? ChannelName { get; init; }

    public string? RiskType { get; init; }

    public string? BusinessType { get; init; }

    public string? OrderStatus { get; init; }

    public int? ProblemTypeId { get; init; }

    public string? ProblemType { get; private set; }

    public int? ProblemTopicId { get; init; }

    public string? ProblemTopic { get; private set; }

    public int? ProblemSubtopicId { get; init; }

    public string? ProblemSubtopic { get; private set; }

    public string? Solution { get; init; }

    public SettlementBasis? SettlementBasis { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public bool IsSettled => Status == WorkOrderStatus.Settled;

    public bool IsOverdue(DateTimeOffset now) => !IsSettled && DueAt < now;

    internal void Name(DeskNames names)
    {
        CreatedBy = names.Person(CreatedById);
        AnsweredBy = names.Person(AnsweredById);
        Handler = names.Person(HandlerId);
        SettledBy = names.Person(SettledById);
        ProblemType = names.Category(ProblemTypeId);
        ProblemTopic = names.Category(ProblemTopicId);
        ProblemSubtopic = names.Category(ProblemSubtopicId);
    }
}
