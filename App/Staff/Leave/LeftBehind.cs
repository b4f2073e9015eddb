using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Leave;

/// <summary>What a person who goes on leave leaves behind: open orders, how many of them untouched, how many due within a day.</summary>
public sealed record LeftBehind(int Open, int Untouched, int DueSoon)
{
    public static async Task<LeftBehind> ReadAsync(AppDb db, int userId, DateTimeOffset now)
    {
        var soon = now.AddDays(1);
        var sums = await db.WorkOrders.Where(o => o.HandlerId == userId && o.Status != WorkOrderStatus.Settled).GroupBy(_ => 1)
            .Select(g => new { Open = g.Count(), Untouched = g.Count(o => o.HandlerActedAt == null), DueSoon = g.Count(o => o.DueAt < soon) }).FirstOrDefaultAsync();
        return sums is null ? new LeftBehind(0, 0, 0) : new LeftBehind(sums.Open, sums.Untouched, sums.DueSoon);
    }
}
