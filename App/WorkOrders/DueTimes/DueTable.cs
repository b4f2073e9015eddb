using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using WorkOrders.Database;

namespace WorkOrders.DueTimes;

/// <summary>Snapshot of rules and calendar. Calculates due times.</summary>
[ImmutableObject(true)]
public sealed class DueTable(IReadOnlyList<DueRule> rules, WorkingCalendar calendar)
{
    public IReadOnlyList<DueRule> Rules => rules;

    public WorkingCalendar Calendar => calendar;

    /// <summary>Working hours from the type's own rule, otherwise from the default rule.</summary>
    public decimal HoursFor(int? problemTypeId, Priority priority) =>
        (Rule(problemTypeId, priority) ?? Rule(null, priority))?.Hours ?? FirstDueRules.Hours[priority];

    /// <summary>到期时间 of an order created at <paramref name="from"/>.</summary>
    public DateTimeOffset DueAt(int? problemTypeId, Priority priority, DateTimeOffset from) => calendar.After(from, HoursFor(problemTypeId, priority));

    public static async Task<DueTable> ReadAsync(AppDb db, CancellationToken cancellation = default) => new(
        await db.DueRules.AsNoTracking().ToListAsync(cancellation),
        await db.WorkingCalendars.AsNoTracking().Include(c => c.Exceptions).SingleOrDefaultAsync(cancellation) ?? WorkingCalendar.First());

    private DueRule? Rule(int? problemTypeId, Priority priority) => rules.FirstOrDefault(r => r.ProblemTypeId == problemTypeId && r.Priority == priority);
}

/// <summary>Caches the table for 30 seconds; changes made on other nodes appear after that.</summary>
public sealed class DueTableCache(IDbContextFactory<AppDb> factory, HybridCache cache)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Cached<DueTable> table = new(cache, nameof(DueTable), Lifetime, stop => ReadAsync(factory, stop));

    public ValueTask<DueTable> GetAsync(CancellationToken cancellation = default) => table.GetAsync(cancellation);

    /// <summary>Clears the cache after a change on the settings page.</summary>
    public void Forget() => table.Forget();

    private static async Task<DueTable> ReadAsync(IDbContextFactory<AppDb> factory, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        return await DueTable.ReadAsync(db, stop);
    }
}
