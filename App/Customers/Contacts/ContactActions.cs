using WorkOrders.Shared;

namespace WorkOrders.Customers.Contacts;

/// <summary>Actions and fields of a customer's contacts.</summary>
public static class ContactActions
{
    public static readonly OperationAction Added = new("customer-contact-added", "添加联系人");
    public static readonly OperationAction Changed = new("customer-contact-changed", "修改联系人");
    public static readonly OperationAction Removed = new("customer-contact-removed", "删除联系人");

    public static readonly FieldName Name = new("customer-contact.name", "联系人姓名");
    public static readonly FieldName Position = new("customer-contact.position", "职务");
    public static readonly FieldName Phone = new("customer-contact.phone", "联系人电话");
    public static readonly FieldName Email = new("customer-contact.email", "联系人邮箱");
}
