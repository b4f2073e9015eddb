using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using WorkOrders.Shared;

namespace WorkOrders.DueTimes;

/// <summary>Rules and calendar at one moment: until when an order should be done.</summary>
public sealed class DueTable(IReadOnlyList<DueRule> rules, WorkingCalendar calendar)
{
    public IReadOnlyList<DueRule> Rules => rules;

    public WorkingCalendar Calendar => calendar;

    /// <summary>Working hours by the type's own rule, else by the one for all types.</summary>
    public decimal HoursFor(int? problemTypeId, Priority priority) =>
        (Rule(problemTypeId, priority) ?? Rule(null, priority))?.Hours ?? FirstDueRules.Hours[priority];

    /// <summary>到期时间 of an order that comes in at <paramref name="from"/>.</summary>
    public DateTimeOffset DueAt(int? problemTypeId, Priority priority, DateTimeOffset from) => calendar.After(from, HoursFor(problemTypeId, priority));

    public static async Task<DueTable> ReadAsync(AppDb db, CancellationToken cancellation = default) => new(
        await db.DueRules.AsNoTracking().ToListAsync(cancellation),
        await db.WorkingCalendars.AsNoTracking().Include(c => c.Exceptions).SingleOrDefaultAsync(cancellation) ?? WorkingCalendar.First());

    private DueRule? Rule(int? problemTypeId, Priority priority) => rules.FirstOrDefault(r => r.ProblemTypeId == problemTypeId && r.Priority == priority);
}

/// <summary>Keeps the table for half a minute, so that another node's change arrives by itself.</summary>
public sealed class DueTableCache(IDbContextFactory<AppDb> factory, IMemoryCache cache)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    public async Task<DueTable> GetAsync() => (await cache.GetOrCreateAsync(nameof(DueTable), async entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = Lifetime;
        await using var db = await factory.CreateDbContextAsync();
        return await DueTable.ReadAsync(db);
    }))!;

    /// <summary>After a change on the settings page.</summary>
    public void Forget() => cache.Remove(nameof(DueTable));
}
