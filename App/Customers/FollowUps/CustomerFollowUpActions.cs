using WorkOrders.Shared;

namespace WorkOrders.Customers.FollowUps;

/// <summary>Actions and fields of a customer's follow-ups.</summary>
public static class CustomerFollowUpActions
{
    public static readonly OperationAction Added = new("customer-followed-up", "跟进客户");

    public static readonly FieldName Kind = new("customer-follow-up.kind", "跟进方式");
    public static readonly FieldName Content = new("customer-follow-up.content", "跟进内容");
    public static readonly FieldName NextContact = new("customer-follow-up.next-contact", "下次联系");
}
