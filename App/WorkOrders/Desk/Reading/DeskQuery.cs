using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;

namespace WorkOrders.Desk.Reading;

/// <summary>SQL queries for a page of the desk. The choice depends on the number of matching orders and on the offset.</summary>
internal sealed class DeskQuery(AppDb db, WorkOrderFilter filter, CurrentUser me, DateTimeOffset now)
{
    // Rows of the sort index that are searched for a page of a broad filter before everything is counted.
    private const int Searched = 6_000;

    // Beyond this offset, read only the keys from the index first, then load the rows of the page.
    private const int Deep = 500;

    public WorkOrderFilter Filter => filter;

    public CurrentUser Me => me;

    /// <summary>全部… filtered only by status and creation date. <see cref="OrderDays"/> provides its count and pages.</summary>
    public bool IsTallied => filter.View >= DeskView.All && me.May(Permission.ReadOrders)
        && !(filter with { Statuses = [], CreatedFrom = null, CreatedTo = null }).HasFilters;

    public int Offset => (int)Math.Min((long)(filter.Page - 1) * filter.PageSize, int.MaxValue);

    private IQueryable<WorkOrder> Visible => db.WorkOrders.AsNoTracking().VisibleTo(me);

    /// <summary>
    /// Whether <see cref="SoonAsync"/> and <see cref="FewAsync"/> are worth a try: near the beginning of a filter without a tally, newest or oldest first.
    /// Numbers, names, settlement times and 已超期 are found and counted by their own index; what they match rarely stands at the beginning.
    /// </summary>
    public bool MayComeSoon => filter is
        {
            HasFilters: true, CanMatch: true, Sort: DeskSort.CreatedAt or DeskSort.Number,
            Phone: null, IdNumber: null, ApplyNo: null, ContractNo: null, Customer: null, SettledFrom: null, SettledTo: null, Overdue: false,
        }
        && !IsTallied && Offset + filter.PageSize <= DeskPage.Soon;

    public long CountFrom(OrderDays days) => days.Count(filter.EffectiveStatuses(), filter.CreatedFrom, filter.CreatedTo);

    public Task<int> CountAsync(int limit, CancellationToken cancellation) => Matching().Select(o => o.Id).Take(limit).CountAsync(cancellation);

    public async Task<List<WorkOrderRow>> RowsAsync(long total, bool isCapped, OrderDays? days, CancellationToken cancellation)
    {
        if (days is not null && filter.Sort == DeskSort.Status)
        {
            return await StatusByStatusAsync(days, cancellation);
        }

        // All rows have the same status, so sort by creation time.
        if (filter.Sort == DeskSort.Status && filter.View == DeskView.MySettled)
        {
            return await new DeskQuery(db, filter with { Sort = DeskSort.CreatedAt, Ascending = false }, me, now).RowsAsync(total, isCapped, days, cancellation);
        }

        var rows = days is not null && Offset > Deep && filter.Sort is DeskSort.CreatedAt or DeskSort.Number ? FromDay(days)
            : filter.View.Mine() is { } mine && filter.Sort == DeskSort.CreatedAt && (isCapped || !filter.HasFilters) ? FromEntries(mine)
            : filter.View.Mine() is { } own && filter.Sort == DeskSort.Number && !filter.HasFilters ? await FromEntriesByNumberAsync(own, cancellation)
            : !isCapped && total <= DeskPage.Cap && !HasOwnIndex(days) ? Collected()
            : filter.Sort == DeskSort.Status ? ByStatus()
            : Walked(Matching());
        return await rows.ToListAsync(cancellation);
    }

    /// <summary>
    /// The rows of a page of a broad filter, and one more: searches the first orders of the index of its narrowest part. Fewer rows mean that there are no more,
    /// or that the matching orders lie elsewhere.
    /// </summary>
    public Task<List<WorkOrderRow>> SoonAsync(CancellationToken cancellation)
    {
        if (filter.View.Mine() is { } mine && filter.Sort == DeskSort.CreatedAt)
        {
            return FromEntries(mine, more: 1).ToListAsync(cancellation);
        }

        var orders = filter.CreatedWithin(filter.View == DeskView.Created ? Visible.Where(o => o.CreatedById == me.Id) : Visible);
        var first = filter.Sort == DeskSort.CreatedAt && filter.View != DeskView.Created && filter.Narrowest is { } narrowest ? orders.Where(narrowest)
            : filter.EffectiveStatuses() is [var one] ? orders.Where(o => o.Status == one)
            : orders;
        var searched = (filter.View.Mine() is { } view ? Joined(view, first) : first).SortedBy(filter.Sort, filter.Ascending).Take(Searched);
        return Rows(filter.ApplyFilters(searched, now).SortedBy(filter.Sort, filter.Ascending).Skip(Offset).Take(filter.PageSize + 1).Select(o => o.Id))
            .ToListAsync(cancellation);
    }

    /// <summary>The page with its exact total, found by one search, when at most <see cref="DeskPage.Soon"/> orders match; otherwise null.</summary>
    public async Task<(List<WorkOrderRow> Rows, int Total, WorkOrderFilter Shown)?> FewAsync(CancellationToken cancellation)
    {
        var keys = await Matching().Select(o => new { o.Id, o.CreatedAt, o.Number }).Take(DeskPage.Soon + 1).ToListAsync(cancellation);
        if (keys.Count > DeskPage.Soon)
        {
            return null;
        }

        var shown = filter.WithPage(Math.Clamp((keys.Count + filter.PageSize - 1) / filter.PageSize, 1, filter.Page));
        var sorted = filter.Sort == DeskSort.Number ? keys.OrderBy(key => key.Number, StringComparer.Ordinal) : keys.OrderBy(key => key.CreatedAt).ThenBy(key => key.Id);
        var page = (filter.Ascending ? sorted : sorted.Reverse()).Skip((shown.Page - 1) * filter.PageSize).Take(filter.PageSize).Select(key => key.Id).ToList();
        var rows = page.Count == 0
            ? []
            : await Visible.Where(o => page.Contains(o.Id)).SortedBy(filter.Sort, filter.Ascending).Select(WorkOrderRow.Projection).ToListAsync(cancellation);
        return (rows, keys.Count, shown);
    }

    private bool HasOwnIndex(OrderDays? days) => filter.Sort is DeskSort.CreatedAt or DeskSort.Number && (days is not null || !filter.HasFilters);

    private IQueryable<WorkOrder> Matching()
    {
        var orders = filter.ApplyFilters(Visible, now);
        if (filter.View.Mine() is { } mine)
        {
            return Joined(mine, orders);
        }

        return filter.View == DeskView.Created ? orders.Where(o => o.CreatedById == me.Id) : orders;
    }

    private IQueryable<WorkOrder> Joined(MyView view, IQueryable<WorkOrder> orders) => Entries(view).Join(orders, e => e.WorkOrderId, o => o.Id, (_, o) => o);

    private IQueryable<DeskEntry> Entries(MyView view) => db.DeskEntries.AsNoTracking().Where(e => e.UserId == me.Id && e.View == view);

    /// <summary>
    /// For few matching orders: collect all of them using any index, then sort. Take(Cap) is an optimization fence: without it the database
    /// may scan the newest orders until the page is full, which is slow when the matches are old.
    /// </summary>
    private IQueryable<WorkOrderRow> Collected() =>
        Rows(Matching().Take(DeskPage.Cap).SortedBy(filter.Sort, filter.Ascending).Skip(Offset).Take(filter.PageSize).Select(o => o.Id));

    /// <summary>For many matching orders: scan the sort index until the page is full.</summary>
    private IQueryable<WorkOrderRow> Walked(IQueryable<WorkOrder> orders)
    {
        // An order is created before it is settled. This bound avoids scanning orders created after the end of the range.
        if (filter.SettledTo is { } day && BusinessTime.StartOf(day.AddDays(1)) is var settledBefore)
        {
            orders = orders.Where(o => o.CreatedAt < settledBefore);
        }

        var page = orders.SortedBy(filter.Sort, filter.Ascending).Skip(Offset).Take(filter.PageSize);
        return Offset > Deep ? Rows(page.Select(o => o.Id)) : page.Select(WorkOrderRow.Projection);
    }

    /// <summary>Loads the rows with these ids, in list order.</summary>
    private IQueryable<WorkOrderRow> Rows(IQueryable<long> page) =>
        Visible.Where(o => page.Contains(o.Id)).SortedBy(filter.Sort, filter.Ascending).Select(WorkOrderRow.Projection);

    /// <summary>我的…: reads the desk entries, which are indexed by creation time.</summary>
    private IQueryable<WorkOrderRow> FromEntries(MyView view, int more = 0)
    {
        var entries = Entries(view);
        if (filter.HasFilters)
        {
            var orders = filter.ApplyFilters(Visible, now);
            entries = entries.Where(e => orders.Any(o => o.Id == e.WorkOrderId));
        }

        return Rows(Sorted(entries).Skip(Offset).Take(filter.PageSize + more).Select(e => e.WorkOrderId));
    }

    /// <summary>我的… by 工单ID: a number begins with the day of creation, so that only the entries up to the day of the page are sorted by number.</summary>
    private async Task<IQueryable<WorkOrderRow>> FromEntriesByNumberAsync(MyView view, CancellationToken cancellation)
    {
        var entries = Entries(view);
        if (await Sorted(entries).Skip(Offset + filter.PageSize - 1).Select(e => (DateTimeOffset?)e.OrderCreatedAt).FirstOrDefaultAsync(cancellation) is { } last)
        {
            var day = BusinessTime.StartOf(BusinessTime.DayOf(last).AddDays(filter.Ascending ? 1 : 0));
            entries = filter.Ascending ? entries.Where(e => e.OrderCreatedAt < day) : entries.Where(e => e.OrderCreatedAt >= day);
        }

        return Rows(entries.Join(Visible, e => e.WorkOrderId, o => o.Id, (_, o) => o).SortedBy(DeskSort.Number, filter.Ascending)
            .Skip(Offset).Take(filter.PageSize).Select(o => o.Id));
    }

    private IOrderedQueryable<DeskEntry> Sorted(IQueryable<DeskEntry> entries) => filter.Ascending
        ? entries.OrderBy(e => e.OrderCreatedAt).ThenBy(e => e.WorkOrderId)
        : entries.OrderByDescending(e => e.OrderCreatedAt).ThenByDescending(e => e.WorkOrderId);

    /// <summary>A deep page: starts at the day that contains the offset.</summary>
    private IQueryable<WorkOrderRow> FromDay(OrderDays days)
    {
        if (days.Find(Offset, filter.Ascending, filter.EffectiveStatuses(), filter.CreatedFrom, filter.CreatedTo) is not { } start)
        {
            return Visible.Where(_ => false).Select(WorkOrderRow.Projection);
        }

        var page = Since(filter.ApplyFilters(Visible, now), start.Day).SortedBy(filter.Sort, filter.Ascending).Skip(start.Before).Take(filter.PageSize);
        return Rows(page.Select(o => o.Id));
    }

    private IQueryable<WorkOrder> Since(IQueryable<WorkOrder> orders, DateOnly day)
    {
        if (filter.Sort == DeskSort.Number)
        {
            var bound = DailyNumbers.Format(filter.Ascending ? day : day.AddDays(1), 0);
            return filter.Ascending ? orders.Where(o => string.Compare(o.Number, bound) >= 0) : orders.Where(o => string.Compare(o.Number, bound) < 0);
        }

        var instant = BusinessTime.StartOf(filter.Ascending ? day : day.AddDays(1));
        return filter.Ascending ? orders.Where(o => o.CreatedAt >= instant) : orders.Where(o => o.CreatedAt < instant);
    }

    /// <summary>Sorts by 状态, reading each status in the order of its own index.</summary>
    private IQueryable<WorkOrderRow> ByStatus()
    {
        var last = Offset + filter.PageSize;
        var orders = Matching();
        IQueryable<long> keys = Of(WorkOrderStatus.Unhandled).Concat(Of(WorkOrderStatus.Processing)).Concat(Of(WorkOrderStatus.Settled))
            .SortedBy(DeskSort.Status, filter.Ascending).Skip(Offset).Take(filter.PageSize).Select(o => o.Id);
        return Rows(keys);

        IQueryable<WorkOrder> Of(WorkOrderStatus status) =>
            orders.Where(o => o.Status == status).SortedBy(DeskSort.CreatedAt, ascending: false).Take(last);
    }

    /// <summary>Sorts by 状态 using the known counts per status. Reads only the statuses on this page, usually one.</summary>
    private async Task<List<WorkOrderRow>> StatusByStatusAsync(OrderDays days, CancellationToken cancellation)
    {
        var rows = new List<WorkOrderRow>();
        long skip = Offset;
        var statuses = filter.EffectiveStatuses() ?? Enum.GetValues<WorkOrderStatus>();
        foreach (var status in filter.Ascending ? statuses.Order() : statuses.OrderDescending())
        {
            var part = filter with { Statuses = [status], Sort = DeskSort.CreatedAt, Ascending = false };
            var count = days.Count([status], filter.CreatedFrom, filter.CreatedTo);
            if (skip < count && rows.Count < filter.PageSize)
            {
                rows.AddRange(await new DeskQuery(db, part, me, now).Slice(days, skip, filter.PageSize - rows.Count).ToListAsync(cancellation));
            }

            skip = Math.Max(0, skip - count);
        }

        return rows;
    }

    private IQueryable<WorkOrderRow> Slice(OrderDays days, long skip, int take)
    {
        var start = days.Find(skip, ascending: false, filter.Statuses, filter.CreatedFrom, filter.CreatedTo)!.Value;
        return Since(filter.ApplyFilters(Visible, now), start.Day).SortedBy(filter.Sort, filter.Ascending).Skip(start.Before).Take(take).Select(WorkOrderRow.Projection);
    }
}
