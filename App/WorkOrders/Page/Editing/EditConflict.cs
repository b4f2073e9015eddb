namespace WorkOrders.Page.Editing;

/// <summary>The three-level taxonomy, merged as one value because a mix of two paths is invalid.</summary>
public sealed record ProblemPath(int? Type, int? Topic, int? Subtopic);

/// <summary>A field of an order with its original value and both users' values.</summary>
public sealed record ContestedField(string Name, object? Before, object? Mine, object? Theirs)
{
    public bool ChangedByMe => !Equals(Mine, Before);

    public bool ChangedByThem => !Equals(Theirs, Before);

    /// <summary>Both users changed it to different values, so the user must choose.</summary>
    public bool IsContested => ChangedByMe && ChangedByThem && !Equals(Mine, Theirs);
}

/// <summary>
/// Merge of two concurrent edits. Fields changed by only one user are merged; for the others the user chooses 我的 or 对方的. All typed input is
/// kept.
/// </summary>
public sealed class EditConflict(WorkOrderFields before, WorkOrderFields mine, WorkOrderFields theirs)
{
    private static readonly IReadOnlyList<(string Name, Func<WorkOrderFields, object?> Value, Func<WorkOrderFields, WorkOrderFields, WorkOrderFields> Take)> Parts =
    [
        ("客户姓名", f => f.CustomerName, (f, from) => f with { CustomerName = from.CustomerName }),
        ("客户电话", f => f.CustomerPhone, (f, from) => f with { CustomerPhone = from.CustomerPhone }),
        ("来电号码", f => f.CallerNumber, (f, from) => f with { CallerNumber = from.CallerNumber }),
        ("身份证号", f => f.IdNumber, (f, from) => f with { IdNumber = from.IdNumber }),
        ("申请编号", f => f.ApplyNo, (f, from) => f with { ApplyNo = from.ApplyNo }),
        ("合同编号", f => f.ContractNo, (f, from) => f with { ContractNo = from.ContractNo }),
        ("渠道名称", f => f.ChannelName, (f, from) => f with { ChannelName = from.ChannelName }),
        ("风险类型", f => f.RiskType, (f, from) => f with { RiskType = from.RiskType }),
        ("业务类型", f => f.BusinessType, (f, from) => f with { BusinessType = from.BusinessType }),
        ("订单状态", f => f.OrderStatus, (f, from) => f with { OrderStatus = from.OrderStatus }),
        ("问题分类", f => new ProblemPath(f.ProblemTypeId, f.ProblemTopicId, f.ProblemSubtopicId), (f, from) =>
            f with { ProblemTypeId = from.ProblemTypeId, ProblemTopicId = from.ProblemTopicId, ProblemSubtopicId = from.ProblemSubtopicId }),
        ("解决方案", f => f.Solution, (f, from) => f with { Solution = from.Solution }),
        ("描述", f => f.Description, (f, from) => f with { Description = from.Description }),
        ("优先级", f => f.Priority, (f, from) => f with { Priority = from.Priority }),
        ("到期时间", f => f.DueAt, (f, from) => f with { DueAt = from.DueAt }),
    ];

    public IReadOnlyList<ContestedField> Fields { get; } =
        [.. Parts.Select(p => new ContestedField(p.Name, p.Value(before), p.Value(mine), p.Value(theirs)))];

    public WorkOrderFields Theirs => theirs;

    public IEnumerable<ContestedField> Contested => Fields.Where(f => f.IsContested);

    /// <summary>Fields changed only by the other user, merged automatically.</summary>
    public IEnumerable<ContestedField> OnlyTheirs => Fields.Where(f => f.ChangedByThem && !f.ChangedByMe);

    public IEnumerable<ContestedField> OnlyMine => Fields.Where(f => f.ChangedByMe && !f.ChangedByThem);

    /// <summary>The other user's order with my changes, except the contested fields named in <paramref name="takeTheirs"/>.</summary>
    public WorkOrderFields Merge(IReadOnlySet<string> takeTheirs) =>
        Parts.Zip(Fields).Where(pair => pair.Second.ChangedByMe && !takeTheirs.Contains(pair.First.Name))
            .Aggregate(theirs, (merged, pair) => pair.First.Take(merged, mine));
}
