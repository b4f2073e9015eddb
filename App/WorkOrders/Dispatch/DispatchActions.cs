using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders.Dispatch;

/// <summary>Operations of 自动派发.</summary>
public static class DispatchActions
{
    public static readonly OperationAction Dispatched = new("order-dispatched", "自动派发");
}

/// <summary>Why an order was assigned. {0} is the duty roles, {1} the handler, {2} how many orders they had open.</summary>
public sealed record DispatchReason(string Code, string Text) : ICodedText, ICoded<DispatchReason>
{
    public static DispatchReason Unknown(string code) => new(code, code);
}

/// <summary>All dispatch reasons.</summary>
public static class DispatchReasons
{
    public static readonly DispatchReason Automatic = new("automatic", "自动派发：在岗的{0}里，{1} 的未结工单最少（{2} 张）");
    public static readonly DispatchReason ToRole = new("to-role", "转办给{0}：在岗的人里，{1} 的未结工单最少（{2} 张）");
}

/// <summary>Notices to team leaders.</summary>
public static class DispatchNotices
{
    public static readonly NoticeKind OrderWaits = new("dispatch-order-waits", "工单 {0} 没有可以自动派发的人，请指派");
    public static readonly NoticeKind ImportLeftSome = new("dispatch-import-left-some", "批量建单中有工单没有可以自动派发的人，请指派");
}

/// <summary>Operations on 处理人设置.</summary>
public static class ProcessorActions
{
    public static readonly OperationAction Added = new("processor-added", "新建处理人设置");
    public static readonly OperationAction Changed = new("processor-changed", "修改处理人设置");
    public static readonly OperationAction Deleted = new("processor-deleted", "删除处理人设置");
}
