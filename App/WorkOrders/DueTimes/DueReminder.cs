using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Events.Notices;
using WorkOrders.Jobs;
using WorkOrders.Shared;

namespace WorkOrders.DueTimes;

/// <summary>
/// Reminds handlers of orders that are due soon, and notifies team leaders of overdue orders. The order is marked as notified without
/// increasing its version, so that a user who is editing it gets no conflict.
/// </summary>
public sealed class DueReminder(IDbContextFactory<AppDb> factory, TimeProvider time) : IDueJob
{
    private const int Batch = 200;
    private const int PassedOver = 2_000;

    /// <summary>Orders overdue for longer than this are marked without a notice, for example after a long outage or on the first run.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(1);

    /// <summary>Returns the number of orders for which notices were sent.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        int minutes;
        await using (var db = await factory.CreateDbContextAsync(stop))
        {
            minutes = (await DueTable.ReadAsync(db, stop)).Calendar.ReminderMinutes;
        }

        await RepeatAsync(db => MarkOldOverdueAsync(db, now, stop), stop);
        return await RepeatAsync(db => RemindAsync(db, now, now.AddMinutes(minutes), stop), stop) + await RepeatAsync(db => TellLeadersAsync(db, now, stop), stop);
    }

    public async Task<DateTimeOffset?> DueAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(stop);
        var before = TimeSpan.FromMinutes((await DueTable.ReadAsync(db, stop)).Calendar.ReminderMinutes);
        var unreminded = Unreminded(db).Where(o => o.DueAt >= now && o.DueAt > after + before && o.DueAt < until + before);
        var remind = await unreminded.MinAsync(o => o.DueAt, stop) - before;
        var tell = await Untold(db).Where(o => o.DueAt > after && o.DueAt < until).MinAsync(o => o.DueAt, stop);
        return remind is null || tell < remind ? tell : remind;
    }

    private static IQueryable<WorkOrder> Unreminded(AppDb db) => Untold(db).Where(o => o.RemindedAt == null && o.HandlerId != null);

    private static IQueryable<WorkOrder> Untold(AppDb db) => db.WorkOrders.Where(o => o.Status != WorkOrderStatus.Settled && o.OverdueToldAt == null);

    private static async Task<int> MarkOldOverdueAsync(AppDb db, DateTimeOffset now, CancellationToken stop)
    {
        var old = Untold(db).Where(o => o.DueAt < now - News).OrderBy(o => o.DueAt).ThenBy(o => o.Id).Take(PassedOver).Select(o => o.Id);
        return await db.WorkOrders.Where(o => old.Contains(o.Id)).ExecuteUpdateAsync(set => set.SetProperty(o => o.OverdueToldAt, now), stop);
    }

    private static async Task<int> RemindAsync(AppDb db, DateTimeOffset now, DateTimeOffset until, CancellationToken stop)
    {
        var due = await RowsAsync(Unreminded(db).Where(o => o.DueAt >= now && o.DueAt < until), stop);
        var ids = due.ConvertAll(o => o.Id);
        var marked = await db.WorkOrders.Where(o => ids.Contains(o.Id) && o.RemindedAt == null).ExecuteUpdateAsync(set => set.SetProperty(o => o.RemindedAt, now), stop);
        db.AddRange(due.Select(o => new Notice(o.HandlerId!.Value, now, DueNotices.Soon, o.Address, o.Number, WorkOrderInput.Format(o.DueAt))));
        return marked;
    }

    private static async Task<int> TellLeadersAsync(AppDb db, DateTimeOffset now, CancellationToken stop)
    {
        var overdue = await RowsAsync(Untold(db).Where(o => o.DueAt < now), stop);
        var ids = overdue.ConvertAll(o => o.Id);
        var marked = await db.WorkOrders.Where(o => ids.Contains(o.Id) && o.OverdueToldAt == null).ExecuteUpdateAsync(set => set.SetProperty(o => o.OverdueToldAt, now), stop);
        var leaders = await db.Users.Where(u => !u.IsDisabled && u.GrantedRoles.Any(r => r.Name == Roles.TeamLeader)).Select(u => new Leader(u.Id, u.Team)).ToListAsync(stop);
        db.AddRange(ToLeaders(overdue, leaders, now));
        return marked;
    }

    // Recipients: team leaders of the handler's team; all team leaders if that team has none or the order has no handler. Several orders
    // make one notice.
    private static IEnumerable<Notice> ToLeaders(List<DueRow> overdue, List<Leader> leaders, DateTimeOffset now) =>
        from leader in leaders
        let his = overdue.FindAll(o => o.Team is null || leader.Team == o.Team || !leaders.Exists(l => l.Team == o.Team))
        where his.Count > 0
        select his.Count == 1
            ? new Notice(leader.Id, now, DueNotices.Overdue, his[0].Address, his[0].Number, his[0].Handler ?? "—")
            : new Notice(leader.Id, now, DueNotices.ManyOverdue, "/work-orders?view=All&overdue=1", his.Count.ToString(CultureInfo.InvariantCulture));

    private static Task<List<DueRow>> RowsAsync(IQueryable<WorkOrder> orders, CancellationToken stop) => orders.OrderBy(o => o.DueAt).ThenBy(o => o.Id).Take(Batch)
        .Select(o => new DueRow(o.Id, o.Number, o.DueAt!.Value, o.HandlerId, o.Handler!.DisplayName, o.Handler.Team)).ToListAsync(stop);

    // Marks and notices of a batch are saved in one transaction. After a crash nothing is lost or sent twice.
    private async Task<int> RepeatAsync(Func<AppDb, Task<int>> batch, CancellationToken stop)
    {
        var told = 0;
        while (true)
        {
            await using var db = await factory.CreateDbContextAsync(stop);
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var marked = await batch(db);
            if (marked == 0)
            {
                return told;
            }

            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            told += marked;
        }
    }

    private sealed record DueRow(long Id, string Number, DateTimeOffset DueAt, int? HandlerId, string? Handler, string? Team)
    {
        public string Address => "/work-orders/" + Number;
    }

    private sealed record Leader(int Id, string? Team);
}
