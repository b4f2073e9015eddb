using Microsoft.EntityFrameworkCore;
using WorkOrders.Jobs;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Leave;

/// <summary>Puts back on duty whose leave has ended 休假到期.</summary>
public sealed class LeaveEnd(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(stop);
        var back = await db.Users.Where(u => u.LeaveUntil != null && u.LeaveUntil <= now).OrderBy(u => u.LeaveUntil).ThenBy(u => u.Id).Take(100).ToListAsync(stop);
        foreach (var user in back)
        {
            user.ReturnToDuty(CurrentUser.Application, now);
        }

        await db.SaveChangesAsync(stop);
        return back.Count;
    }
}
