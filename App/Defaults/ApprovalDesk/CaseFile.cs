using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.ApprovalDesk.Streak;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.ApprovalDesk;

/// <summary>A case with the data needed to decide it. A renewal also has the application it ends and the on-time streak.</summary>
public sealed record CaseFile(DecidedCase Case, DefaultApplication? Ends = null, OnTimeStreak? Streak = null)
{
    public Customer Customer => Case.Customer;

    /// <summary>Null if the case doesn't exist or the user may not see it.</summary>
    public static async Task<CaseFile?> ReadAsync(AppDb db, CaseKey key, CurrentUser me, DateTimeOffset now)
    {
        if (!key.IsRenewal)
        {
            return await WithAll(db.DefaultApplications.VisibleTo(me)).FirstOrDefaultAsync(a => a.Id == key.Id) is { } application
                ? new CaseFile(application)
                : null;
        }

        var renewal = await db.Renewals.AsNoTracking().VisibleTo(me).Include(r => r.Customer).Include(r => r.DefaultCustomer).Include(r => r.Applicant)
            .Include(r => r.DecidedBy).Include(r => r.Reason)
            .FirstOrDefaultAsync(r => r.Id == key.Id);
        if (renewal is null)
        {
            return null;
        }

        var ends = await WithAll(db.DefaultApplications.VisibleTo(me)).FirstOrDefaultAsync(a => a.Id == renewal.DefaultCustomer.ApplicationId);
        return new CaseFile(renewal, ends, await db.StreakAsync(renewal.Customer.IdNumber, renewal.Reason.OnTimeMonths, now));
    }

    private static IQueryable<DefaultApplication> WithAll(IQueryable<DefaultApplication> applications) => applications.AsNoTracking().AsSplitQuery()
        .Include(a => a.Customer).Include(a => a.DefaultCustomer).Include(a => a.Applicant).Include(a => a.DecidedBy).Include(a => a.Reasons)
        .Include(a => a.Evidence).ThenInclude(e => e.File);
}
