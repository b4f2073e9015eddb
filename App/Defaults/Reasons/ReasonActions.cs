using WorkOrders.Shared;

namespace WorkOrders.Defaults.Reasons;

/// <summary>Actions on 违约原因 and 重生原因.</summary>
public static class ReasonActions
{
    public static readonly OperationAction Added = new("reason-added", "新增原因");
    public static readonly OperationAction Changed = new("reason-changed", "修改原因");
    public static readonly OperationAction Deleted = new("reason-deleted", "删除原因");

    public static readonly FieldName Text = new("reason-text", ReasonFields.TextField);
    public static readonly FieldName Detail = new("reason-detail", ReasonFields.DetailField);
    public static readonly FieldName OnTimeMonths = new("reason-on-time-months", ReasonFields.OnTimeMonthsField);
}
