namespace WorkOrders.Page.Editing;

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
    public IReadOnlyList<ContestedField> Fields { get; } =
        [.. OrderFields.Parts.Select(part => new ContestedField(part.Key, ValueOf(part, before), ValueOf(part, mine), ValueOf(part, theirs)))];

    public WorkOrderFields Theirs => theirs;

    public IEnumerable<ContestedField> Contested => Fields.Where(f => f.IsContested);

    /// <summary>Fields changed only by the other user, merged automatically.</summary>
    public IEnumerable<ContestedField> OnlyTheirs => Fields.Where(f => f.ChangedByThem && !f.ChangedByMe);

    public IEnumerable<ContestedField> OnlyMine => Fields.Where(f => f.ChangedByMe && !f.ChangedByThem);

    /// <summary>The other user's order with my changes, except the contested fields named in <paramref name="takeTheirs"/>.</summary>
    public WorkOrderFields Merge(IReadOnlySet<string> takeTheirs) =>
        OrderFields.Parts.Zip(Fields).Where(pair => pair.Second.ChangedByMe && !takeTheirs.Contains(pair.Second.Name)).SelectMany(pair => pair.First)
            .Aggregate(theirs, (merged, field) => field.Copy(merged, mine));

    private static object? ValueOf(IEnumerable<OrderField> part, WorkOrderFields fields) => part.First() is { Level: null } field ? field.Value(fields) : fields.Problem;
}
