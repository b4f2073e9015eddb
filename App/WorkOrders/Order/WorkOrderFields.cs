using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders;

/// <summary>The editable fields of an order, already validated by the form or the import.</summary>
public sealed record WorkOrderFields
{
    public string? CustomerName { get; init; }

    public PhoneNumber? CustomerPhone { get; init; }

    public PhoneNumber? CallerNumber { get; init; }

    public IdNumber? IdNumber { get; init; }

    public string? ApplyNo { get; init; }

    public string? ContractNo { get; init; }

    public string? ChannelName { get; init; }

    public string? RiskType { get; init; }

    public string? BusinessType { get; init; }

    public string? OrderStatus { get; init; }

    public int? ProblemTypeId { get; init; }

    public int? ProblemTopicId { get; init; }

    public int? ProblemSubtopicId { get; init; }

    public string? Solution { get; init; }

    public FreeText? Description { get; init; }

    public Priority Priority { get; init; } = Priority.Normal;

    public DateTimeOffset? DueAt { get; init; }

    public ProblemPath Problem => new(ProblemTypeId, ProblemTopicId, ProblemSubtopicId);
}

public sealed partial class WorkOrder
{
    public WorkOrderFields Fields => new()
    {
        CustomerName = CustomerName,
        CustomerPhone = CustomerPhone,
        CallerNumber = CallerNumber,
        IdNumber = IdNumber,
        ApplyNo = ApplyNo,
        ContractNo = ContractNo,
        ChannelName = ChannelName,
        RiskType = RiskType,
        BusinessType = BusinessType,
        OrderStatus = OrderStatus,
        ProblemTypeId = ProblemTypeId,
        ProblemTopicId = ProblemTopicId,
        ProblemSubtopicId = ProblemSubtopicId,
        Solution = Solution,
        Description = Description,
        Priority = Priority,
        DueAt = DueAt,
    };

    /// <summary>Copies the fields into the order and returns the changes.</summary>
    private List<FieldChange> Take(WorkOrderFields to)
    {
        var from = Fields;
        CustomerName = to.CustomerName;
        CustomerPhone = to.CustomerPhone;
        CallerNumber = to.CallerNumber;
        IdNumber = to.IdNumber;
        ApplyNo = to.ApplyNo;
        ContractNo = to.ContractNo;
        ChannelName = to.ChannelName;
        RiskType = to.RiskType;
        BusinessType = to.BusinessType;
        OrderStatus = to.OrderStatus;
        ProblemTypeId = to.ProblemTypeId;
        ProblemTopicId = to.ProblemTopicId;
        ProblemSubtopicId = to.ProblemSubtopicId;
        Solution = to.Solution;
        Description = to.Description;
        Priority = to.Priority;
        if (DueAt != to.DueAt)
        {
            DueAt = to.DueAt;
            ForgetReminders();
        }

        return OrderFields.Changes(from, to);
    }
}
