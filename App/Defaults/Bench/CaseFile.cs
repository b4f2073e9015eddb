using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Defaults.Applications;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Bench;

/// <summary>A case with what one decides it by; for a renewal also the application it would end and the streak of months paid on time.</summary>
public sealed record CaseFile(DecidedCase Case, DefaultApplication? Ends = null, OnTimeStreak? Streak = null)
{
    public Customer Customer => Case.Customer;

    /// <summary>Null when there is none that this reader may see.</summary>
    public static async Task<CaseFile?> ReadAsync(AppDb db, CaseKey key, CurrentUser me, DateTimeOffset now)
    {
        if (!key.IsRenewal)
        {
            return await WithAll(db.DefaultApplications.VisibleTo(me)).FirstOrDefaultAsync(a => a.Id == key.Id) is { } application ? new CaseFile(application) : null;
        }

        var renewal = await db.Renewals.AsNoTracking().VisibleTo(me).Include(r => r.Customer).Include(r => r.Applicant).Include(r => r.DecidedBy).Include(r => r.Reason)
            .FirstOrDefaultAsync(r => r.Id == key.Id);
        if (renewal is null)
        {
            return null;
        }

        var ends = await WithAll(db.DefaultApplications.VisibleTo(me)).FirstOrDefaultAsync(a => a.Id == renewal.Customer.DefaultApplicationId);
        return new CaseFile(renewal, ends, await db.StreakAsync(renewal.Customer.IdNumber, renewal.Reason.Text, now));
    }

    private static IQueryable<DefaultApplication> WithAll(IQueryable<DefaultApplication> applications) => applications.AsNoTracking().AsSplitQuery()
        .Include(a => a.Customer).Include(a => a.Applicant).Include(a => a.DecidedBy).Include(a => a.Reasons).Include(a => a.Evidence).ThenInclude(e => e.File);
}
