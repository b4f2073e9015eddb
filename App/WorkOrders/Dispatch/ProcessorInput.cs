using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders.Dispatch;

/// <summary>Form model of a row of 处理人设置.</summary>
public sealed record ProcessorInput
{
    public int? Id { get; init; }

    public int Version { get; init; }

    public ProblemPath Problem { get; set; } = new();

    public string? BusinessType { get; set; }

    public string? OrderStatus { get; set; }

    public string? Solution { get; set; }

    public int? DutyRoleId { get; set; }

    public ProcessorKeys Keys => new(Problem.Type, Problem.Topic, Problem.Subtopic, Normalise.Text(BusinessType), Normalise.Text(OrderStatus));

    public static ProcessorInput Of(ProcessorSetting setting) => new()
    {
        Id = setting.Id,
        Version = setting.Version,
        Problem = new ProblemPath(setting.ProblemTypeId, setting.ProblemTopicId, setting.ProblemSubtopicId),
        BusinessType = setting.BusinessType,
        OrderStatus = setting.OrderStatus,
        Solution = setting.Solution,
        DutyRoleId = setting.DutyRoleId,
    };
}
