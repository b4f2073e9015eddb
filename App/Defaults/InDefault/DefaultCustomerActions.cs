using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>Actions of this feature on a customer, recorded in the customer's history.</summary>
public static class DefaultCustomerActions
{
    public static readonly OperationAction Introduced = new("customer-introduced", "随违约申请新建客户");
    public static readonly OperationAction StatusChanged = new("customer-default-status-changed", "变更违约状态");
    public static readonly OperationAction StatusFollowedMerge = new("customer-default-status-after-merge", "违约状态随合并变更");

    public static readonly FieldName Status = new("customer.default-status", "违约状态");
}
