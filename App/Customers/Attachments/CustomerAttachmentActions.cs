using WorkOrders.Shared;

namespace WorkOrders.Customers.Attachments;

/// <summary>Actions on the attachments of a customer.</summary>
public static class CustomerAttachmentActions
{
    public static readonly OperationAction Added = new("customer-attachments-added", "添加客户附件");
    public static readonly OperationAction Removed = new("customer-attachment-removed", "删除客户附件");
}
