using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Leave;

/// <summary>在岗 or 休假 of the person at this page, shared by the buttons that show it.</summary>
public sealed class MyDuty(IDbContextFactory<AppDb> factory)
{
    public event EventHandler? Changed;

    public DutyStatus Status { get; private set; }

    public DateTimeOffset? Until { get; private set; }

    /// <summary>What the cookie says, until the database was asked.</summary>
    public void Assume(DutyStatus status) => Status = status;

    public async Task LoadAsync(CurrentUser me)
    {
        await using var db = await factory.CreateDbContextAsync();
        var duty = await db.Users.Where(u => u.Id == me.Id).Select(u => new { u.DutyStatus, u.LeaveUntil }).FirstOrDefaultAsync();
        (Status, Until) = (duty?.DutyStatus ?? Status, duty?.LeaveUntil);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
