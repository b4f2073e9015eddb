using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff;

namespace WorkOrders.Team;

/// <summary>Today's figures of one person.</summary>
public sealed record TeamRow(int Id, string Name, string? Team, DutyStatus Duty, DateTimeOffset? LeaveUntil)
{
    public int Open { get; init; }

    public int Overdue { get; init; }

    /// <summary>Orders created today and now assigned to the person.</summary>
    public int New { get; init; }

    public int Settled { get; init; }

    /// <summary>Average for orders settled today, measured from their assignment to the handler.</summary>
    public TimeSpan? AverageHandling { get; init; }
}

/// <summary>班组: everybody who takes orders, with today's figures. Always four queries.</summary>
public static class TeamBoard
{
    public static async Task<IReadOnlyList<TeamRow>> ReadAsync(AppDb db, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var today = BusinessTime.StartOf(BusinessTime.DayOf(now));
        var people = await db.AssignableUsers().OrderBy(u => u.Team).ThenBy(u => u.Initials).ThenBy(u => u.Id)
            .Select(u => new TeamRow(u.Id, u.DisplayName, u.Team, u.DutyStatus, u.LeaveUntil)).ToListAsync(cancellation);
        var open = await db.WorkOrders.Where(o => o.Status != WorkOrderStatus.Settled && o.HandlerId != null).GroupBy(o => o.HandlerId!.Value)
            .Select(g => new { g.Key, Open = g.Count(), Overdue = g.Count(o => o.DueAt < now) }).ToDictionaryAsync(g => g.Key, cancellation);
        var created = await db.WorkOrders.Where(o => o.CreatedAt >= today && o.HandlerId != null).GroupBy(o => o.HandlerId!.Value)
            .Select(g => new { g.Key, Orders = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Orders, cancellation);
        var settled = (await SettledToday.ReadAsync(db, today, cancellation)).ToDictionary(s => s.UserId);
        return [.. people.Select(p => p with
        {
            Open = open.GetValueOrDefault(p.Id)?.Open ?? 0,
            Overdue = open.GetValueOrDefault(p.Id)?.Overdue ?? 0,
            New = created.GetValueOrDefault(p.Id),
            Settled = settled.GetValueOrDefault(p.Id)?.Orders ?? 0,
            AverageHandling = settled.GetValueOrDefault(p.Id) is { } done ? TimeSpan.FromSeconds(done.Seconds) : null,
        })];
    }
}
