using WorkOrders.Database;
using WorkOrders.Taxonomy;

namespace WorkOrders.Dispatch;

/// <summary>A kind of order that dispatch cannot assign to anybody now, and the reason.</summary>
public sealed record UncoveredKind(ProcessorKeys Keys, string? DutyRoles)
{
    /// <summary>True when no row matches. Otherwise the duty roles of the rows have nobody on duty.</summary>
    public bool HasNoSetting => DutyRoles is null;
}

/// <summary>覆盖情况: kinds of orders, from the taxonomy or from a row, that have nobody on duty.</summary>
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
