using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using WorkOrders.Database;
using WorkOrders.Desk.Filters;
using WorkOrders.Shared;

namespace WorkOrders.Desk.Views;

/// <summary>Exact counts of the eight views, at most two seconds old. The 全部… counts are cached for everybody, the others per person.</summary>
public sealed class ViewCounts(IDbContextFactory<AppDb> factory, HybridCache cache)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private readonly Cached<OrderDays> days = new(cache, nameof(OrderDays), Lifetime, stop => ReadDaysAsync(factory, stop));
    private readonly ConcurrentDictionary<int, Cached<MyCounts>> mine = new();

    /// <summary>The eight counts, indexed by view.</summary>
    public async Task<DeskCounts> OfAsync(CurrentUser me, CancellationToken cancellation = default)
    {
        if (!me.May(Permission.ReadOrders))
        {
            return new DeskCounts(new MyCounts(0, 0, 0, 0), new OrderDays([]));
        }

        // Run both reads in parallel.
        var ofMe = mine.GetOrAdd(me.Id, id => new Cached<MyCounts>(cache, $"{nameof(MyCounts)}:{id}", Lifetime, stop => ReadMineAsync(factory, id, stop))).GetAsync(cancellation);
        var ofAll = DaysAsync(cancellation);
        return new DeskCounts(await ofMe, await ofAll);
    }

    /// <summary>Orders per day and status.</summary>
    public ValueTask<OrderDays> DaysAsync(CancellationToken cancellation = default) => days.GetAsync(cancellation);

    /// <summary>Clears a person's counts after their own action, so that they see the new counts immediately.</summary>
    public void Forget(int userId)
    {
        days.Forget();
        if (mine.TryGetValue(userId, out var counts))
        {
            counts.Forget();
        }
    }

    private static async Task<OrderDays> ReadDaysAsync(IDbContextFactory<AppDb> factory, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        return new OrderDays(await OrderTallySums.ReadAsync(db, stop));
    }

    private static async Task<MyCounts> ReadMineAsync(IDbContextFactory<AppDb> factory, int userId, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        var created = await db.WorkOrders.LongCountAsync(o => o.CreatedById == userId, stop);
        var views = await db.DeskEntries.Where(e => e.UserId == userId && e.View != null)
            .GroupBy(e => e.View).Select(g => new { View = g.Key, Orders = g.LongCount() }).ToListAsync(stop);
        long Of(MyView view) => views.FirstOrDefault(v => v.View == view)?.Orders ?? 0;
        return new MyCounts(created, Of(MyView.Unhandled), Of(MyView.Handled), Of(MyView.Settled));
    }
}

/// <summary>The counts of 我的….</summary>
[ImmutableObject(true)]
public sealed record MyCounts(long Created, long Unhandled, long Handled, long Settled);

/// <summary>The counts of the eight views.</summary>
public sealed class DeskCounts(MyCounts mine, OrderDays days)
{
    private readonly long[] counts =
    [
        mine.Created, mine.Unhandled, mine.Handled, mine.Settled, days.Count(),
        days.Count([WorkOrderStatus.Unhandled]), days.Count([WorkOrderStatus.Processing]), days.Count([WorkOrderStatus.Settled]),
    ];

    public long this[DeskView view] => counts[(int)view];
}
