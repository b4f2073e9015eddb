using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders.Transfers;

/// <summary>Operations on a request 转出.</summary>
public static class TransferActions
{
    public static readonly OperationAction Requested = new("transfer-requested", "请求转出");
    public static readonly OperationAction Confirmed = new("transfer-confirmed", "确认转出");
    public static readonly OperationAction Rejected = new("transfer-rejected", "拒绝转出");
    public static readonly OperationAction Cancelled = new("transfer-cancelled", "取消转出请求");
    public static readonly OperationAction Expired = new("transfer-expired", "转出请求超时");
    public static readonly OperationAction Superseded = new("transfer-superseded", "转出请求失效");
}

/// <summary>Fields of a request in 操作记录.</summary>
public static class TransferFields
{
    public static readonly FieldName Target = new("transfer-target", "转给");
    public static readonly FieldName Requester = new("transfer-requester", "请求人");
    public static readonly FieldName RequestedAt = new("transfer-requested-at", "请求时间");
}

/// <summary>Notices about a request.</summary>
public static class TransferNotices
{
    public static readonly NoticeKind Requested = new("transfer-requested", "{0} 请求您转出工单 {1}");
    public static readonly NoticeKind Confirmed = new("transfer-confirmed", "{0} 已把工单 {1} 转给 {2}");
    public static readonly NoticeKind Rejected = new("transfer-rejected", "{0} 没有同意转出工单 {1}");
    public static readonly NoticeKind Cancelled = new("transfer-cancelled", "{0} 取消了工单 {1} 的转出请求");
    public static readonly NoticeKind Expired = new("transfer-expired", "工单 {0} 的转出请求已超时，{1} 没有确认");
    public static readonly NoticeKind Superseded = new("transfer-superseded", "工单 {0} 的转出请求已失效：已由 {1} 转给他人或结单");
}
