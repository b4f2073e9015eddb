using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>The fields of an order.</summary>
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
}
