using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>Subjects in 操作记录.</summary>
public static class OrderSubjects
{
    /// <summary>The key is the order's number.</summary>
    public static readonly OperationSubject WorkOrder = new("work-order", IsLive: true);
}

/// <summary>Operations on an order by its handler and team leaders.</summary>
public static class OrderActions
{
    public static readonly OperationAction Created = new("order-created", "新建工单");
    public static readonly OperationAction Accepted = new("order-accepted", "受理");
    public static readonly OperationAction Edited = new("order-edited", "修改工单信息");
    public static readonly OperationAction Assigned = new("order-assigned", "指派");
    public static readonly OperationAction Reassigned = new("order-reassigned", "转办");
    public static readonly OperationAction Settled = new("order-settled", "结单");
    public static readonly OperationAction Reopened = new("order-reopened", "重新打开");
    public static readonly OperationAction EditHandedOver = new("edit-draft-handed-over", "交出编辑草稿");
}

/// <summary>Messages about an order's form.</summary>
public static class OrderNotices
{
    public static readonly NoticeKind EditHandedOver = new("edit-draft-handed-over", "{0} 把工单 {1} 没写完的修改交给您");
}
