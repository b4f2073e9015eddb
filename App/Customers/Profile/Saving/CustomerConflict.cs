namespace WorkOrders.Customers.Profile.Saving;

/// <summary>A field of a customer with its value at first and both users' values.</summary>
public sealed record ConflictingField(CustomerField Field, object? Before, object? Mine, object? Theirs)
{
    public bool ChangedByMe => !Equals(Mine, Before);

    public bool ChangedByThem => !Equals(Theirs, Before);

    /// <summary>Both users changed it to different values, so the user must choose.</summary>
    public bool IsContested => ChangedByMe && ChangedByThem && !Equals(Mine, Theirs);
}

/// <summary>Two users changed a customer at the same time. Fields that only one of them changed are merged; for the others the user chooses.</summary>
/// <param name="before">What the form was opened with.</param>
/// <param name="mine">What the user wants to save.</param>
/// <param name="theirs">What is saved now.</param>
/// <param name="version">The version of <paramref name="theirs"/>.</param>
public sealed class CustomerConflict(CustomerValues before, CustomerValues mine, CustomerValues theirs, int version)
{
    public IReadOnlyList<ConflictingField> Fields { get; } =
        [.. CustomerFields.All.Select(field => new ConflictingField(field, field.Get(before), field.Get(mine), field.Get(theirs)))];

    public CustomerValues Theirs => theirs;

    public int Version => version;

    public IEnumerable<ConflictingField> Contested => Fields.Where(f => f.IsContested);

    public IEnumerable<ConflictingField> OnlyTheirs => Fields.Where(f => f.ChangedByThem && !f.ChangedByMe);

    public IEnumerable<ConflictingField> OnlyMine => Fields.Where(f => f.ChangedByMe && !f.ChangedByThem);

    /// <summary>The saved values with my changes, except the contested fields whose names are in <paramref name="takeTheirs"/>.</summary>
    public CustomerValues Merge(IReadOnlySet<string> takeTheirs) =>
        Fields.Where(f => f.ChangedByMe && !takeTheirs.Contains(f.Field.Name.Text)).Aggregate(theirs, (merged, f) => f.Field.Copy(merged, mine));
}
