namespace WorkOrders.Defaults;

/// <summary>严重程度 of a default.</summary>
public enum Severity
{
    High,
    Medium,
    Low,
}

/// <summary>待审核 → 已同意 or 已驳回, which are final.</summary>
public enum DecisionStatus
{
    Pending,
    Approved,
    Rejected,
}

/// <summary>正常 → 违约 → 已重生 → 违约 again is possible.</summary>
public enum DefaultStatus
{
    Normal,
    Default,
    Renewed,
}
