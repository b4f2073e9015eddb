using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Dispatch;
using WorkOrders.Shared;

namespace WorkOrders.Demo;

/// <summary>Processing rules of the demo: complaints go to legal, overdue loans to the post-loan team, the rest to the call group.</summary>
public static class DemoProcessors
{
    private static readonly CurrentUser Leader = CurrentUser.Application with { Roles = new HashSet<string>(StringComparer.Ordinal) { Roles.TeamLeader } };

    private static readonly (string? Type, string DutyRole, string? Solution)[] Rows =
    [
        (null, "客服组", null),
        ("逾期协商", "贷后组", "先核对逾期金额，再谈还款方案"),
        ("投诉", "法务组", null),
    ];

    /// <summary>Creates the rules when there are none, including deleted ones.</summary>
    public static async Task AddAsync(AppDb db, DateTimeOffset now)
    {
        if (await db.ProcessorSettings.AnyAsync())
        {
            return;
        }

        var types = await db.ProblemCategories.Where(c => c.ParentId == null).ToDictionaryAsync(c => c.Name, c => (int?)c.Id);
        var roles = await db.DutyRoles.ToDictionaryAsync(r => r.Name);
        foreach (var row in Rows)
        {
            var type = row.Type is null ? null : types.GetValueOrDefault(row.Type);
            if (roles.TryGetValue(row.DutyRole, out var role) && (row.Type is null || type is not null)
                && !ProcessorSetting.Create(new(type, null, null, null, null), row.Solution, role, Leader, now, out var setting).IsRefused)
            {
                db.Add(setting!);
            }
        }

        await db.SaveChangesAsync();
    }
}
