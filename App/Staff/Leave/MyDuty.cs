using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Leave;

/// <summary>在岗 or 休假 of the current user, shared by the buttons of a page.</summary>
public sealed class MyDuty(IDbContextFactory<AppDb> factory)
{
    public event EventHandler? Changed;

    public DutyStatus Status { get; private set; }

    public DateTimeOffset? Until { get; private set; }

    /// <summary>Sets the status from the cookie, used until the database is read.</summary>
    public void Assume(DutyStatus status) => Status = status;

    /// <summary>Loads the status. When that fails, the last status stays.</summary>
    public async Task LoadAsync(CurrentUser me, CancellationToken token)
    {
        try
        {
            await using var db = await factory.CreateDbContextAsync(token);
            var duty = await db.Users.Where(u => u.Id == me.Id).Select(u => new { u.DutyStatus, u.LeaveUntil }).FirstOrDefaultAsync(token);
            Status = duty?.DutyStatus ?? Status;
            Until = duty?.LeaveUntil;
        }
        finally
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }
}
