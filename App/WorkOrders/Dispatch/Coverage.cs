using WorkOrders.Shared;

namespace WorkOrders.Dispatch;

/// <summary>A kind of orders that dispatch could give to nobody now, and why.</summary>
public sealed record UncoveredKind(ProcessorKeys Keys, string? DutyRoles)
{
    /// <summary>No row fits; else the rows' duty roles have nobody on duty.</summary>
    public bool HasNoSetting => DutyRoles is null;
}

/// <summary>覆盖情况: the kinds that are named by the taxonomy or by a row and have no on-duty person.</summary>
public static class Coverage
{
    public static async Task<List<UncoveredKind>> ReadAsync(AppDb db, OrderLists lists, CancellationToken cancellation = default)
    {
        var table = await DispatchTable.ReadAsync(db, cancellation);
        return [.. Kinds(lists).Concat(table.Kinds).Distinct().Where(kind => !table.IsStaffed(kind)).Select(kind => new UncoveredKind(kind, NamesOf(table.Best(kind))))];
    }

    private static string? NamesOf(IReadOnlyCollection<ProcessorSetting> rows) => rows.Count == 0 ? null : string.Join('、', rows.Select(s => s.DutyRole.Name).Distinct());

    private static IEnumerable<ProcessorKeys> Kinds(OrderLists lists) =>
        from type in lists.Below(null, null)
        from topic in lists.Below(type.Id, null).Select(t => (int?)t.Id).DefaultIfEmpty()
        from subtopic in topic is null ? [null] : lists.Below(topic, null).Select(t => (int?)t.Id).DefaultIfEmpty()
        select new ProcessorKeys(type.Id, topic, subtopic, null, null);
}
