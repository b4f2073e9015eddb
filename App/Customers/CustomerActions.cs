using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>Subjects of 操作记录.</summary>
public static class CustomerSubjects
{
    /// <summary>A customer; the key is the customer's id.</summary>
    public static readonly OperationSubject Customer = new("customer");
}

/// <summary>Actions on a customer.</summary>
public static class CustomerActions
{
    public static readonly OperationAction CompletedFromCore = new("customer-completed-from-core", "从贷款核心补全");
    public static readonly OperationAction AdoptedFromCore = new("customer-adopted-from-core", "采用贷款核心的资料");
    public static readonly OperationAction Created = new("customer-created", "新建客户");
    public static readonly OperationAction Changed = new("customer-changed", "修改客户");
    public static readonly OperationAction Deactivated = new("customer-deactivated", "停用客户");
    public static readonly OperationAction Activated = new("customer-activated", "启用客户");
}
