using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;
using WorkOrders.Transfers;

namespace WorkOrders.Staff.Leave;

/// <summary>What a person who goes on leave leaves behind: open orders, how many of them untouched, how many due within a day, and transfer requests that wait for him.</summary>
public sealed record LeftBehind(int Open, int Untouched, int DueSoon, int Requests)
{
    public static async Task<LeftBehind> ReadAsync(AppDb db, int userId, DateTimeOffset now)
    {
        var soon = now.AddDays(1);
        var sums = await db.WorkOrders.Where(o => o.HandlerId == userId && o.Status != WorkOrderStatus.Settled).GroupBy(_ => 1)
            .Select(g => new { Open = g.Count(), Untouched = g.Count(o => o.HandlerActedAt == null), DueSoon = g.Count(o => o.DueAt < soon) }).FirstOrDefaultAsync();
        var requests = await db.TransferRequests.CountAsync(r => r.HandlerId == userId && r.Status == TransferStatus.Pending && r.Expires > now);
        return new LeftBehind(sums?.Open ?? 0, sums?.Untouched ?? 0, sums?.DueSoon ?? 0, requests);
    }
}
