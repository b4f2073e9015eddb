using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Dispatch;

/// <summary>Snapshot of 处理人设置, and which of their duty roles have somebody on duty.</summary>
internal sealed class DispatchTable
{
    private readonly List<ProcessorSetting> settings;
    private readonly HashSet<int> staffed;
    private readonly Dictionary<ProcessorKeys, IReadOnlyList<ProcessorSetting>> best = [];

    private DispatchTable(List<ProcessorSetting> settings, HashSet<int> staffed) => (this.settings, this.staffed) = (settings, staffed);

    /// <summary>Nobody is on duty in any of the duty roles.</summary>
    public bool IsUnstaffed => staffed.Count == 0;

    /// <summary>The kinds of orders named by the rows.</summary>
    public IEnumerable<ProcessorKeys> Kinds => settings.Select(s => new ProcessorKeys(s.ProblemTypeId, s.ProblemTopicId, s.ProblemSubtopicId, s.BusinessType, s.OrderStatus));

    public static async Task<DispatchTable> ReadAsync(AppDb db, CancellationToken cancellation = default)
    {
        var settings = await db.ProcessorSettings.AsNoTracking().Include(s => s.DutyRole).Where(s => !s.IsDeleted && s.DutyRole.IsEnabled).OrderBy(s => s.Id).ToListAsync(cancellation);
        int[] roles = [.. settings.Select(s => s.DutyRoleId).Distinct()];
        var staffed = await db.DutyRoles.Where(r => roles.Contains(r.Id) && DispatchPeople.Eligible(db, roles).Any(u => u.DutyRoles.Contains(r))).Select(r => r.Id).ToHashSetAsync(cancellation);
        return new DispatchTable(settings, staffed);
    }

    /// <summary>The most specific matching rows; several on a tie. An empty key matches any order. The region is not used.</summary>
    public IReadOnlyList<ProcessorSetting> Best(ProcessorKeys kind)
    {
        if (!best.TryGetValue(kind, out var rows))
        {
            var fitting = settings.FindAll(s => Fits(s, kind));
            best[kind] = rows = fitting.FindAll(s => s.Specificity == fitting.Max(f => f.Specificity));
        }

        return rows;
    }

    /// <summary>Whether somebody on duty takes orders of this kind.</summary>
    public bool IsStaffed(ProcessorKeys kind) => Best(kind).Any(s => staffed.Contains(s.DutyRoleId));

    private static bool Fits(ProcessorSetting setting, ProcessorKeys kind) =>
        (setting.ProblemTypeId is null || setting.ProblemTypeId == kind.ProblemTypeId)
        && (setting.ProblemTopicId is null || setting.ProblemTopicId == kind.ProblemTopicId)
        && (setting.ProblemSubtopicId is null || setting.ProblemSubtopicId == kind.ProblemSubtopicId)
        && (setting.BusinessType is null || setting.BusinessType == kind.BusinessType)
        && (setting.OrderStatus is null || setting.OrderStatus == kind.OrderStatus);
}
