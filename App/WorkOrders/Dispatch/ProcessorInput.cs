using WorkOrders.Shared;

namespace WorkOrders.Dispatch;

/// <summary>Form model of a row of 处理人设置.</summary>
public sealed class ProcessorInput
{
    public int? Id { get; init; }

    public int Version { get; init; }

    public int? ProblemTypeId { get; set; }

    public int? ProblemTopicId { get; set; }

    public int? ProblemSubtopicId { get; set; }

    public string? BusinessType { get; set; }

    public string? OrderStatus { get; set; }

    public string? Solution { get; set; }

    public int? DutyRoleId { get; set; }

    public ProcessorKeys Keys => new(ProblemTypeId, ProblemTopicId, ProblemSubtopicId, Normalise.Text(BusinessType), Normalise.Text(OrderStatus));

    public static ProcessorInput Of(ProcessorSetting setting) => new()
    {
        Id = setting.Id,
        Version = setting.Version,
        ProblemTypeId = setting.ProblemTypeId,
        ProblemTopicId = setting.ProblemTopicId,
        ProblemSubtopicId = setting.ProblemSubtopicId,
        BusinessType = setting.BusinessType,
        OrderStatus = setting.OrderStatus,
        Solution = setting.Solution,
        DutyRoleId = setting.DutyRoleId,
    };
}
