using System.Globalization;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders;

/// <summary>The fields of an order: their names, and the table of those that people fill in.</summary>
public static class OrderFields
{
    public static readonly FieldName CustomerName = new("customer-name", "客户姓名");
    public static readonly FieldName CustomerPhone = new("customer-phone", "客户电话");
    public static readonly FieldName CallerNumber = new("caller-number", "来电号码");
    public static readonly FieldName IdNumber = new("id-number", "身份证号");
    public static readonly FieldName ApplyNo = new("apply-no", "申请编号");
    public static readonly FieldName ContractNo = new("contract-no", "合同编号");
    public static readonly FieldName ChannelName = new("channel-name", "渠道名称");
    public static readonly FieldName RiskType = new("risk-type", "风险类型");
    public static readonly FieldName BusinessType = new("business-type", "业务类型");
    public static readonly FieldName OrderStatus = new("order-status", "订单状态");
    public static readonly FieldName ProblemType = new("problem-type", "问题类型");
    public static readonly FieldName ProblemTopic = new("problem-topic", "问题主题");
    public static readonly FieldName ProblemSubtopic = new("problem-subtopic", "问题主题细分");
    public static readonly FieldName Solution = new("solution", "解决方案");
    public static readonly FieldName Description = new("description", "描述");
    public static readonly FieldName Priority = new("priority", "优先级");
    public static readonly FieldName DueAt = new("due-at", "到期时间");
    public static readonly FieldName Handler = new("handler", "处理人");
    public static readonly FieldName SettlementBasis = new("settlement-basis", "办结依据");
    public static readonly FieldName SettlementRemark = new("settlement-remark", "结单备注");

    /// <summary>The fields that people fill in, in the order of the form.</summary>
    public static readonly IReadOnlyList<OrderField> All =
    [
        Name(CustomerName, FieldGroup.Customer, WorkOrderLimits.Name, new(f => f.CustomerName, (f, v) => f with { CustomerName = v }),
            new(i => i.CustomerName, (i, v) => i.CustomerName = v), new(3, "最多 100 个字", 12)),
        Phone(CustomerPhone, new(f => f.CustomerPhone, (f, v) => f with { CustomerPhone = v }),
            new(i => i.CustomerPhone, (i, v) => i.CustomerPhone = v), new(5, "5 至 19 位数字，可带区号；与来电号码、身份证号至少填一项", 16)),
        Phone(CallerNumber, new(f => f.CallerNumber, (f, v) => f with { CallerNumber = v }),
            new(i => i.CallerNumber, (i, v) => i.CallerNumber = v), new(6, "5 至 19 位数字，可带区号", 16)),
        new OrderField<IdNumber?>(IdNumber, FieldGroup.Customer, FieldKind.IdNumber, new(f => f.IdNumber, (f, v) => f with { IdNumber = v }),
            new(i => i.IdNumber, (i, v) => i.IdNumber = v), (check, field, was) => check.Id(field, was)) { Column = new(7, "15 位或 18 位", 22) },
        Number(ApplyNo, new(f => f.ApplyNo, (f, v) => f with { ApplyNo = v }),
            new(i => i.ApplyNo, (i, v) => i.ApplyNo = v), new(1, "最多 40 个字", 18)),
        Number(ContractNo, new(f => f.ContractNo, (f, v) => f with { ContractNo = v }),
            new(i => i.ContractNo, (i, v) => i.ContractNo = v), new(2, "最多 40 个字", 20)),
        Choice(ChannelName, FieldGroup.Customer, ChoiceKind.Channel, new(f => f.ChannelName, (f, v) => f with { ChannelName = v }),
            new(i => i.ChannelName, (i, v) => i.ChannelName = v), new(4, "从列表里选择", 14)),

        Category(ProblemType, ProblemLevel.Type, new(f => f.ProblemTypeId, (f, v) => f with { ProblemTypeId = v }),
            new(i => Key(i.ProblemTypeId), (i, v) => i.ProblemTypeId = Id(v)), new(10, "必填，从列表里选择", 14)),
        Category(ProblemTopic, ProblemLevel.Topic, new(f => f.ProblemTopicId, (f, v) => f with { ProblemTopicId = v }),
            new(i => Key(i.ProblemTopicId), (i, v) => i.ProblemTopicId = Id(v)), new(11, "先选问题类型，再从列表里选择", 16)),
        Category(ProblemSubtopic, ProblemLevel.Subtopic, new(f => f.ProblemSubtopicId, (f, v) => f with { ProblemSubtopicId = v }),
            new(i => Key(i.ProblemSubtopicId), (i, v) => i.ProblemSubtopicId = Id(v)), new(12, "先选问题主题，再从列表里选择", 18)),
        Choice(RiskType, FieldGroup.Summary, ChoiceKind.RiskType, new(f => f.RiskType, (f, v) => f with { RiskType = v }),
            new(i => i.RiskType, (i, v) => i.RiskType = v), new(8, "从列表里选择", 12)),
        Choice(BusinessType, FieldGroup.Summary, ChoiceKind.BusinessType, new(f => f.BusinessType, (f, v) => f with { BusinessType = v }),
            new(i => i.BusinessType, (i, v) => i.BusinessType = v), new(9, "从列表里选择", 14)),
        Choice(OrderStatus, FieldGroup.Summary, ChoiceKind.OrderStatus, new(f => f.OrderStatus, (f, v) => f with { OrderStatus = v }),
            new(i => i.OrderStatus, (i, v) => i.OrderStatus = v)),
        new OrderField<FreeText?>(Description, FieldGroup.Summary, FieldKind.LongText, new(f => f.Description, (f, v) => f with { Description = v }),
            new(i => i.Description, (i, v) => i.Description = v), (check, field, was) => check.LongText(field, was)) { Column = new(14, "最多 2000 个字", 40) },
        Name(Solution, FieldGroup.Summary, WorkOrderLimits.Solution, new(f => f.Solution, (f, v) => f with { Solution = v }),
            new(i => i.Solution, (i, v) => i.Solution = v)),

        new OrderField<Priority>(Priority, FieldGroup.Handling, FieldKind.Priority, new(f => f.Priority, (f, v) => f with { Priority = v }),
            new(i => i.Priority.ToString(), (i, v) => i.Priority = Enum.TryParse<Priority>(v, out var priority) ? priority : i.Priority),
            (check, field, _) => check.Priority(field)) { Column = new(13, "紧急、高、普通、低；不填为普通", 10) },
        new OrderField<DateTimeOffset?>(DueAt, FieldGroup.Handling, FieldKind.Time, new(f => f.DueAt, (f, v) => f with { DueAt = v }),
            new(i => i.DueAt, (i, v) => i.DueAt = v), (check, field, was) => check.Due(field, was)),
    ];

    /// <summary>The fields as they are shown, merged and chosen: the three levels of the problem are one part.</summary>
    public static readonly IReadOnlyList<IGrouping<string, OrderField>> Parts = [.. All.GroupBy(field => field.Part)];

    internal static List<FieldChange> Changes(WorkOrderFields from, WorkOrderFields to) =>
        [.. All.Select(field => FieldChange.Between(field.Name, field.Recorded(from), field.Recorded(to))).OfType<FieldChange>()];

    private static OrderField<string?> Number(FieldName name, FieldValue<string?> value, FieldText text, TemplateColumn column) =>
        new(name, FieldGroup.Customer, FieldKind.Line, value, text, (check, field, was) => check.Number(field, WorkOrderLimits.BusinessNumber, was)) { Column = column, IsNumber = true };

    private static OrderField<string?> Name(FieldName name, FieldGroup group, int limit, FieldValue<string?> value, FieldText text, TemplateColumn? column = null) =>
        new(name, group, FieldKind.Line, value, text, (check, field, _) => check.Name(field, limit)) { Column = column };

    private static OrderField<PhoneNumber?> Phone(FieldName name, FieldValue<PhoneNumber?> value, FieldText text, TemplateColumn column) =>
        new(name, FieldGroup.Customer, FieldKind.Phone, value, text, (check, field, was) => check.Phone(field, was)) { Column = column };

    private static OrderField<string?> Choice(FieldName name, FieldGroup group, ChoiceKind list, FieldValue<string?> value, FieldText text, TemplateColumn? column = null) =>
        new(name, group, FieldKind.Choice, value, text, (check, field, was) => check.Choice(field, list, was)) { List = list, Column = column };

    private static OrderField<int?> Category(FieldName name, ProblemLevel level, FieldValue<int?> value, FieldText text, TemplateColumn column) =>
        new(name, FieldGroup.Summary, FieldKind.Category, value, text, (check, field, was) => check.Category(field, level, was)) { Level = level, Column = column };

    private static string? Key(int? id) => id?.ToString(CultureInfo.InvariantCulture);

    private static int? Id(string? key) => int.TryParse(key, CultureInfo.InvariantCulture, out var id) ? id : null;
}
