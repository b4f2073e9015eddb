using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>The Chinese name of each field (the localizer's key), as the form, the conflict message and 操作记录 show it.</summary>
public static class WorkOrderFieldNames
{
    public static readonly IReadOnlyList<(string Name, Func<WorkOrderFields, object?> Value)> All =
    [
        ("客户姓名", f => f.CustomerName),
        ("客户电话", f => f.CustomerPhone),
        ("来电号码", f => f.CallerNumber),
        ("身份证号", f => f.IdNumber),
        ("申请编号", f => f.ApplyNo),
        ("合同编号", f => f.ContractNo),
        ("渠道名称", f => f.ChannelName),
        ("风险类型", f => f.RiskType),
        ("业务类型", f => f.BusinessType),
        ("订单状态", f => f.OrderStatus),
        ("问题类型", f => f.ProblemTypeId),
        ("问题主题", f => f.ProblemTopicId),
        ("问题主题细分", f => f.ProblemSubtopicId),
        ("解决方案", f => f.Solution),
        ("描述", f => f.Description),
        ("优先级", f => f.Priority),
        ("到期时间", f => f.DueAt),
    ];

    public static List<FieldChange> Changes(WorkOrderFields from, WorkOrderFields to) =>
        [.. All.Select(field => FieldChange.Between(field.Name, field.Value(from), field.Value(to))).OfType<FieldChange>()];
}
