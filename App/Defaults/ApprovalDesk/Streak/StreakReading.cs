using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Events.Notices;
using WorkOrders.LoanCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.ApprovalDesk.Streak;

/// <summary>Reads the data for <see cref="OnTimeStreak"/>: arrears of every snapshot, contracts only of the last snapshot of each month.</summary>
internal static class StreakReading
{
    public static async Task<OnTimeStreak> StreakAsync(this AppDb db, IdNumber? id, int? demanded, DateTimeOffset now, CancellationToken token)
    {
        if (id is null)
        {
            return new OnTimeStreak(0, StreakEnd.Unknown, null, demanded);
        }

        var since = now.AddMonths(-OnTimeStreak.MonthsBack(demanded) - 1);
        var seen = await db.LoanCoreSnapshots.AsNoTracking().Where(s => s.IdNumber == id.Key && s.SeenAt >= since)
            .Select(s => new { s.Id, s.TakenAt, s.SeenAt, s.MostOverdueDays }).ToListAsync(token);

        // A snapshot is valid both when it was taken and when it was last confirmed.
        var moments = seen.SelectMany(s => new[] { (s.Id, At: s.TakenAt, s.MostOverdueDays), (s.Id, At: s.SeenAt, s.MostOverdueDays) }).Distinct().ToList();
        var lasts = moments.GroupBy(m => (BusinessTime.DayOf(m.At).Year, BusinessTime.DayOf(m.At).Month)).Select(g => g.MaxBy(m => m.At)).ToHashSet();
        var ids = lasts.Select(m => m.Id).Distinct().ToList();
        var contracts = (await db.LoanCoreSnapshots.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Body }).ToListAsync(token))
            .ToDictionary(s => s.Id, s => LoanCoreAnswer.Read(s.Body).Contracts.Where(c => !c.IsOnlyRepayment).Select(ObservedContract.Of).ToList());
        return OnTimeStreak.Of(moments.Select(m => new Observation(m.At, m.MostOverdueDays, lasts.Contains(m) ? contracts[m.Id] : null)), now, demanded);
    }
}
