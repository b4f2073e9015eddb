using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Desk;

/// <summary>The exact counts of the eight views, at most two seconds old: the 全部… ones shared by everybody, the rest kept per person.</summary>
public sealed class ViewCounts(IDbContextFactory<AppDb> factory, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private readonly Recent<OrderDays> days = new(Lifetime, time, () => ReadDaysAsync(factory));
    private readonly ConcurrentDictionary<int, Recent<MyCounts>> mine = new();

    /// <summary>The eight counts, indexed by view.</summary>
    public async Task<DeskCounts> OfAsync(CurrentUser me, CancellationToken cancellation = default)
    {
        if (!me.May(Permission.ReadOrders))
        {
            return new DeskCounts(new MyCounts(0, 0, 0, 0), new OrderDays([]));
        }

        var ofMe = mine.GetOrAdd(me.Id, id => new Recent<MyCounts>(Lifetime, time, () => ReadMineAsync(factory, id))).GetAsync(cancellation);
        return new DeskCounts(await ofMe, await DaysAsync(cancellation));
    }

    /// <summary>Orders per day and status.</summary>
    public Task<OrderDays> DaysAsync(CancellationToken cancellation = default) => days.GetAsync(cancellation);

    /// <summary>After a person's own action: he sees the new counts at once.</summary>
    public void Forget(int userId)
    {
        days.Forget();
        if (mine.TryGetValue(userId, out var recent))
        {
            recent.Forget();
        }
    }

    private static async Task<OrderDays> ReadDaysAsync(IDbContextFactory<AppDb> factory)
    {
        await using var db = await factory.CreateDbContextAsync();
        return new OrderDays(await OrderTallySums.ReadAsync(db));
    }

    private static async Task<MyCounts> ReadMineAsync(IDbContextFactory<AppDb> factory, int userId)
    {
        await using var db = await factory.CreateDbContextAsync();
        var created = await db.WorkOrders.LongCountAsync(o => o.CreatedById == userId);
        var views = await db.DeskEntries.Where(e => e.UserId == userId && e.View != null)
            .GroupBy(e => e.View).Select(g => new { View = g.Key, Orders = g.LongCount() }).ToListAsync();
        long Of(MyView view) => views.FirstOrDefault(v => v.View == view)?.Orders ?? 0;
        return new MyCounts(created, Of(MyView.Unhandled), Of(MyView.Handled), Of(MyView.Settled));
    }
}

/// <summary>The counts of 我的….</summary>
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
