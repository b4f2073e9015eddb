using Microsoft.EntityFrameworkCore;
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
        var settings = await db.ProcessorSettings.AsNoTracking().Include(s => s.DutyRole).Where(s => !s.IsDeleted && s.DutyRole.IsEnabled).ToListAsync(cancellation);
        int[] roles = [.. settings.Select(s => s.DutyRoleId).Distinct()];
        var staffed = await db.DutyRoles.Where(r => roles.Contains(r.Id) && Dispatcher.Eligible(db, roles).Any(u => u.DutyRoles.Contains(r))).Select(r => r.Id).ToHashSetAsync(cancellation);
        var kinds = Kinds(lists).Concat(settings.Select(s => new ProcessorKeys(s.ProblemTypeId, s.ProblemTopicId, s.ProblemSubtopicId, s.BusinessType, s.OrderStatus))).Distinct();
        return [.. kinds.Select(keys => (Keys: keys, Best: ProcessorMatch.Best([.. settings.Where(s => s.Fits(keys))])))
            .Where(k => !k.Best.Exists(s => staffed.Contains(s.DutyRoleId)))
            .Select(k => new UncoveredKind(k.Keys, k.Best.Count == 0 ? null : string.Join('、', k.Best.Select(s => s.DutyRole.Name).Distinct())))];
    }

    private static IEnumerable<ProcessorKeys> Kinds(OrderLists lists) =>
        from type in lists.Below(null, null)
        from topic in lists.Below(type.Id, null).Select(t => (int?)t.Id).DefaultIfEmpty()
        from subtopic in topic is null ? [null] : lists.Below(topic, null).Select(t => (int?)t.Id).DefaultIfEmpty()
        select new ProcessorKeys(type.Id, topic, subtopic, null, null);
}
