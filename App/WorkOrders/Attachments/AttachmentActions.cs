using WorkOrders.Shared;

namespace WorkOrders.Attachments;

/// <summary>Operations on the attachments of an order.</summary>
public static class AttachmentActions
{
    public static readonly OperationAction Added = new("attachments-added", "添加附件");
    public static readonly OperationAction Removed = new("attachment-removed", "删除附件");
}
