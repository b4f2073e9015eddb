using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Dispatch;

/// <summary>The rows of 处理人设置 at one moment, and which of their duty roles have somebody on duty.</summary>
internal sealed class DispatchTable
{
    private readonly List<ProcessorSetting> settings;
    private readonly HashSet<int> staffed;
    private readonly Dictionary<ProcessorKeys, IReadOnlyList<ProcessorSetting>> best = [];

    private DispatchTable(List<ProcessorSetting> settings, HashSet<int> staffed) => (this.settings, this.staffed) = (settings, staffed);

    /// <summary>Nobody could be given anything.</summary>
    public bool IsUnstaffed => staffed.Count == 0;

    /// <summary>The kinds that the rows name.</summary>
    public IEnumerable<ProcessorKeys> Kinds => settings.Select(s => new ProcessorKeys(s.ProblemTypeId, s.ProblemTopicId, s.ProblemSubtopicId, s.BusinessType, s.OrderStatus));

    public static async Task<DispatchTable> ReadAsync(AppDb db, CancellationToken cancellation = default)
    {
        var settings = await db.ProcessorSettings.AsNoTracking().Include(s => s.DutyRole).Where(s => !s.IsDeleted && s.DutyRole.IsEnabled).OrderBy(s => s.Id).ToListAsync(cancellation);
        int[] roles = [.. settings.Select(s => s.DutyRoleId).Distinct()];
        var staffed = await db.DutyRoles.Where(r => roles.Contains(r.Id) && DispatchPeople.Eligible(db, roles).Any(u => u.DutyRoles.Contains(r))).Select(r => r.Id).ToHashSetAsync(cancellation);
        return new DispatchTable(settings, staffed);
    }

    /// <summary>The most specific rows that fit; several when they tie. An empty key fits any order; region plays no part.</summary>
    public IReadOnlyList<ProcessorSetting> Best(ProcessorKeys kind)
    {
        if (!best.TryGetValue(kind, out var rows))
        {
            var fitting = settings.FindAll(s => Fits(s, kind));
            best[kind] = rows = fitting.FindAll(s => s.Specificity == fitting.Max(f => f.Specificity));
        }

        return rows;
    }

    /// <summary>Somebody on duty takes orders of this kind.</summary>
    public bool IsStaffed(ProcessorKeys kind) => Best(kind).Any(s => staffed.Contains(s.DutyRoleId));

    private static bool Fits(ProcessorSetting setting, ProcessorKeys kind) =>
        (setting.ProblemTypeId is null || setting.ProblemTypeId == kind.ProblemTypeId)
        && (setting.ProblemTopicId is null || setting.ProblemTopicId == kind.ProblemTopicId)
        && (setting.ProblemSubtopicId is null || setting.ProblemSubtopicId == kind.ProblemSubtopicId)
        && (setting.BusinessType is null || setting.BusinessType == kind.BusinessType)
        && (setting.OrderStatus is null || setting.OrderStatus == kind.OrderStatus);
}
