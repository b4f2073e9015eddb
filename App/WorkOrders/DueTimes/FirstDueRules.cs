using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.DueTimes;

/// <summary>Seeds the default rules and the calendar: every day, 24 hours.</summary>
internal static class FirstDueRules
{
    public static readonly IReadOnlyDictionary<Priority, decimal> Hours = new Dictionary<Priority, decimal>
    {
        [Priority.Urgent] = 4,
        [Priority.High] = 8,
        [Priority.Normal] = 24,
        [Priority.Low] = 72,
    };

    public static async Task AddAsync(AppDb db)
    {
        if (!await db.WorkingCalendars.AnyAsync())
        {
            db.Add(WorkingCalendar.First());
            db.AddRange(Hours.Select(rule => new DueRule(null, rule.Key, rule.Value)));
            await db.SaveChangesAsync();
        }
    }
}
