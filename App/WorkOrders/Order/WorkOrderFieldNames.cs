using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>Names of the editable fields, as shown in the form, the conflict message and 操作记录.</summary>
public static class WorkOrderFieldNames
{
    public static readonly IReadOnlyList<(FieldName Name, Func<WorkOrderFields, object?> Value)> All =
    [
        (OrderFields.CustomerName, f => f.CustomerName),
        (OrderFields.CustomerPhone, f => f.CustomerPhone),
        (OrderFields.CallerNumber, f => f.CallerNumber),
        (OrderFields.IdNumber, f => f.IdNumber),
        (OrderFields.ApplyNo, f => f.ApplyNo),
        (OrderFields.ContractNo, f => f.ContractNo),
        (OrderFields.ChannelName, f => f.ChannelName),
        (OrderFields.RiskType, f => f.RiskType),
        (OrderFields.BusinessType, f => f.BusinessType),
        (OrderFields.OrderStatus, f => f.OrderStatus),
        (OrderFields.ProblemType, f => f.ProblemTypeId),
        (OrderFields.ProblemTopic, f => f.ProblemTopicId),
        (OrderFields.ProblemSubtopic, f => f.ProblemSubtopicId),
        (OrderFields.Solution, f => f.Solution),
        (OrderFields.Description, f => f.Description),
        (OrderFields.Priority, f => f.Priority),
        (OrderFields.DueAt, f => f.DueAt),
    ];

    public static List<FieldChange> Changes(WorkOrderFields from, WorkOrderFields to) =>
        [.. All.Select(field => FieldChange.Between(field.Name, field.Value(from), field.Value(to))).OfType<FieldChange>()];
}
