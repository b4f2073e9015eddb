using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Leave;

/// <summary>在岗 or 休假 of the person at this page, shared by the buttons that show it.</summary>
public sealed class MyDuty(IDbContextFactory<AppDb> factory, ILogger<MyDuty> log)
{
    public event EventHandler? Changed;

    public DutyStatus Status { get; private set; }

    public DateTimeOffset? Until { get; private set; }

    /// <summary>What the cookie says, until the database was asked.</summary>
    public void Assume(DutyStatus status) => Status = status;

    /// <summary>Without the database it stays as it was shown last: the header of every page asks.</summary>
    public async Task LoadAsync(CurrentUser me)
    {
        try
        {
            await using var db = await factory.CreateDbContextAsync();
            var duty = await db.Users.Where(u => u.Id == me.Id).Select(u => new { u.DutyStatus, u.LeaveUntil }).FirstOrDefaultAsync();
            (Status, Until) = (duty?.DutyStatus ?? Status, duty?.LeaveUntil);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogWarning(exception, "Whether the person is on duty could not be read.");
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }
}
