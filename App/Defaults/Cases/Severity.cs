using WorkOrders.Shared;

namespace WorkOrders.Defaults.Cases;

/// <summary>严重程度 of a default.</summary>
public enum Severity
{
    [Named("高")]
    High,

    [Named("中等")]
    Medium,

    [Named("低")]
    Low,
}

/// <summary>待审核 → 已同意, 已驳回 or 已撤回; all three are final.</summary>
public enum DecisionStatus
{
    [Named("待审核")]
    Pending,

    [Named("已同意")]
    Approved,

    [Named("已驳回")]
    Rejected,

    /// <summary>The applicant took it back before it was decided.</summary>
    [Named("已撤回")]
    Withdrawn,
}

/// <summary>正常 → 违约 → 已重生; 已重生 can become 违约 again.</summary>
public enum DefaultStatus
{
    [Named("正常")]
    Normal,

    [Named("违约")]
    Default,

    [Named("已重生")]
    Renewed,
}
