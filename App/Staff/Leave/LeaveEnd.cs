using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Leave;

/// <summary>Background job 休假到期: sets people back on duty when their leave ends.</summary>
public sealed class LeaveEnd(IDbContextFactory<AppDb> factory, TimeProvider time) : IDueJob
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(stop);
        var back = await db.Users.Where(u => u.LeaveUntil != null && u.LeaveUntil <= now).OrderBy(u => u.LeaveUntil).ThenBy(u => u.Id).Take(100).ToListAsync(stop);
        var returned = 0;
        foreach (var user in back)
        {
            returned += user.ReturnToDuty(CurrentUser.Application, now).IsRefused ? 0 : 1;
        }

        await db.SaveChangesAsync(stop);
        return returned;
    }

    public async Task<DateTimeOffset?> DueAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.Users.Where(u => u.LeaveUntil > after && u.LeaveUntil <= until).MinAsync(u => u.LeaveUntil, stop);
    }
}
