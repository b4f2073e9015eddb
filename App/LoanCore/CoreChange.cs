namespace WorkOrders.LoanCore;

/// <summary>
/// One difference between two answers, old → new; identifiers are masked. A contract that came or went has the field 合同编号 with
/// one side empty.
/// </summary>
public sealed record CoreChange((string? Source, string? ApplyNo)? Contract, string Field, string? From, string? To)
{
    public bool IsNewContract => Contract is not null && Field == ContractField.ContractNo.Name && From is null;

    public bool IsGoneContract => Contract is not null && Field == ContractField.ContractNo.Name && To is null;

    /// <summary>The person's differences, then each contract's in the order of the new answer, then contracts that are gone.</summary>
    public static IReadOnlyList<CoreChange> Between(LoanCoreAnswer before, LoanCoreAnswer after)
    {
        List<CoreChange> changes = [.. PersonBetween(before.Person, after.Person)];
        var old = before.Contracts.ToLookup(c => c.Key);

        // Of a contract that an answer brings twice, the first is compared.
        foreach (var contract in after.Contracts.DistinctBy(c => c.Key))
        {
            changes.AddRange(old[contract.Key].FirstOrDefault() is { } earlier
                ? ContractField.All.Select(f => new CoreChange(contract.Key, f.Name, f.Text(earlier), f.Text(contract))).Where(c => c.From != c.To)
                : [new CoreChange(contract.Key, ContractField.ContractNo.Name, null, NameOf(contract))]);
        }

        var present = after.Contracts.Select(c => c.Key).ToHashSet();
        changes.AddRange(before.Contracts.Where(c => !present.Contains(c.Key)).Select(c => new CoreChange(c.Key, ContractField.ContractNo.Name, NameOf(c), null)));
        return changes;
    }

    private static string NameOf(LoanContract contract) => contract.ContractNo ?? contract.ApplyNo ?? "—";

    private static IEnumerable<CoreChange> PersonBetween(LoanCorePerson before, LoanCorePerson after) =>
        PersonFields.Where(f => !Equals(f.Value(before), f.Value(after))).Select(f => new CoreChange(null, f.Name, f.Value(before)?.ToString(), f.Value(after)?.ToString()));

    private static readonly (string Name, Func<LoanCorePerson, object?> Value)[] PersonFields =
    [
        ("客户姓名", p => p.Name), ("身份证号", p => p.IdNumber), ("客户电话", p => p.Phone), ("婚姻状况", p => p.MaritalStatus), ("居住地址", p => p.Address),
        ("单位名称", p => p.CompanyName), ("单位地址", p => p.CompanyAddress), ("配偶姓名", p => p.SpouseName), ("配偶证件号", p => p.SpouseIdNumber),
        ("配偶手机号", p => p.SpousePhone), ("联系人姓名", p => p.ContactName), ("联系人手机号", p => p.ContactPhone),
    ];
}
