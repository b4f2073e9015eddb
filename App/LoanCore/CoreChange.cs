namespace WorkOrders.LoanCore;

/// <summary>What became of a contract or a field between two answers.</summary>
public enum CoreChangeKind
{
    Moved,

    /// <summary>A contract that the earlier answer had not.</summary>
    Came,

    /// <summary>A contract that the later answer has not.</summary>
    Gone,
}

/// <summary>One difference between two answers, old → new; identifiers are masked. <paramref name="Contract"/> is null for the person.</summary>
public sealed record CoreChange(CoreChangeKind Kind, (string? Source, string? ApplyNo)? Contract, string Field, string? From, string? To)
{
    /// <summary>The person's differences, then each contract's in the order of the new answer, then contracts that are gone.</summary>
    public static IReadOnlyList<CoreChange> Between(LoanCoreAnswer before, LoanCoreAnswer after)
    {
        List<CoreChange> changes =
        [
            .. LoanCorePerson.Fields.Where(f => !Equals(f.Value(before.Person), f.Value(after.Person)))
                .Select(f => new CoreChange(CoreChangeKind.Moved, null, f.Name, f.Value(before.Person)?.ToString(), f.Value(after.Person)?.ToString())),
        ];
        var old = before.Contracts.ToLookup(c => c.Key);

        // Of a contract that an answer brings twice, the first is compared.
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

/// <summary>A field that our record and the core tell differently; both sides masked, ours null where it is empty.</summary>
public sealed record CoreDifference(string Field, string? Ours, string Theirs);
