using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Merge;

/// <summary>Actions of merges on the customers.</summary>
public static class MergeActions
{
    public static readonly OperationAction Merged = new("customer-merged", "合并客户");
    public static readonly OperationAction BecameAlias = new("customer-became-alias", "合并到另一位客户");
    public static readonly OperationAction Undone = new("customer-merge-undone", "撤销合并");
    public static readonly OperationAction StoodAlone = new("customer-stood-alone", "撤销合并，恢复为独立客户");
    public static readonly OperationAction GaveUp = new("customer-gave-up-value", "撤销合并时让出资料");
    public static readonly OperationAction NotSame = new("customer-not-same-person", "标记为不是同一人");
}

/// <summary>Fields of the records of merges; the values are customer numbers.</summary>
public static class MergeFields
{
    public static readonly FieldName Survivor = new("customer.merged-into", "保留的客户");
    public static readonly FieldName Other = new("customer.merged-other", "并入的客户");
    public static readonly FieldName Compared = new("customer.compared-with", "比较的客户");
}
