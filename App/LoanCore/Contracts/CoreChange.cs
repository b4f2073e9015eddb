using WorkOrders.Shared;

namespace WorkOrders.LoanCore.Contracts;

/// <summary>Kind of change between two answers.</summary>
public enum CoreChangeKind
{
    Moved,

    /// <summary>A contract that only the later answer contains.</summary>
    Came,

    /// <summary>A contract that only the earlier answer contains.</summary>
    Gone,
}

/// <summary>A difference between two answers, old → new, masked. <paramref name="Contract"/> is null for a field of the person.</summary>
public sealed record CoreChange(CoreChangeKind Kind, (string? Source, string? ApplyNo)? Contract, string Field, string? From, string? To)
{
    /// <summary>Changes of the person, then of each contract in the order of the new answer, then removed contracts.</summary>
    public static IReadOnlyList<CoreChange> Between(LoanCoreAnswer before, LoanCoreAnswer after)
    {
        List<CoreChange> changes =
        [
            .. LoanCorePerson.Fields.Where(f => !Equals(f.Value(before.Person), f.Value(after.Person)))
                .Select(f => new CoreChange(CoreChangeKind.Moved, null, f.Name.Text, f.Value(before.Person)?.ToString(), f.Value(after.Person)?.ToString())),
        ];
        var old = before.Contracts.ToLookup(c => c.Key);

        // Compare only the first of duplicate contracts.
        foreach (var contract in after.Contracts.DistinctBy(c => c.Key))
        {
            changes.AddRange(old[contract.Key].FirstOrDefault() is { } earlier
                ? ContractField.All.Select(f => new CoreChange(CoreChangeKind.Moved, contract.Key, f.Name, f.Text(earlier), f.Text(contract))).Where(c => c.From != c.To)
                : [new CoreChange(CoreChangeKind.Came, contract.Key, ContractField.ContractNo.Name, null, NameOf(contract))]);
        }

        var present = after.Contracts.Select(c => c.Key).ToHashSet();
        changes.AddRange(before.Contracts.DistinctBy(c => c.Key).Where(c => !present.Contains(c.Key))
            .Select(c => new CoreChange(CoreChangeKind.Gone, c.Key, ContractField.ContractNo.Name, NameOf(c), null)));
        return changes;
    }

    private static string NameOf(LoanContract contract) => contract.ContractNo ?? contract.ApplyNo ?? "—";
}

/// <summary>A field that differs between our record and the core. Both values are masked; ours is null when empty.</summary>
public sealed record CoreDifference(FieldName Field, string? Ours, string Theirs);
