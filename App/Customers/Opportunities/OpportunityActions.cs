using WorkOrders.Shared;

namespace WorkOrders.Customers.Opportunities;

/// <summary>Actions on opportunities, on record with their customer.</summary>
public static class OpportunityActions
{
    public static readonly OperationAction Created = new("opportunity-created", "新建商机");
    public static readonly OperationAction Changed = new("opportunity-changed", "修改商机");
    public static readonly OperationAction Moved = new("opportunity-moved", "变更商机阶段");
}

/// <summary>Fields of an opportunity.</summary>
public static class OpportunityNames
{
    public static readonly FieldName Name = new("opportunity.name", "商机名称");
    public static readonly FieldName Amount = new("opportunity.amount", "商机金额");
    public static readonly FieldName Stage = new("opportunity.stage", "商机阶段");
    public static readonly FieldName ExpectedClose = new("opportunity.expected-close", "预计成交日");
    public static readonly FieldName LostReason = new("opportunity.lost-reason", "输单原因");
}
