using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;

namespace WorkOrders.Desk.Reading;

/// <summary>Reads one page of the desk with one to three SQL statements, four when many orders match a filter but none near the beginning, for any number of orders.</summary>
public sealed class DeskList(ViewCounts counts, DeskDirectory directory)
{
    /// <summary>
    /// The page requested by the filter. A page past the end returns the last page. The rows of a broad filter come before its whole count:
    /// the page is then <see cref="DeskPage.IsProvisional"/>, and <see cref="RefreshAsync"/> counts on.
    /// </summary>
    public async Task<DeskPage> ReadAsync(AppDb db, WorkOrderFilter filter, CurrentUser me, DateTimeOffset now, CancellationToken cancellation = default)
    {
        filter = filter.Listed(await directory.NamesAsync(cancellation));
        var query = new DeskQuery(db, filter, me, now);
        if (query.MayComeSoon)
        {
            if (await query.SoonAsync(cancellation) is var soon && soon.Count > filter.PageSize)
            {
                var page = soon.Take(filter.PageSize).ToList();
                await NameAsync(page, cancellation);
                return new DeskPage(page, query.Offset + page.Count, IsCapped: true, filter, SortRefused: false);
            }

            if (await query.FewAsync(cancellation) is { } few)
            {
                await NameAsync(few.Rows, cancellation);
                return new DeskPage(few.Rows, few.Total, IsCapped: false, few.Shown, SortRefused: false);
            }
        }

        return await ReadCountedAsync(db, filter, me, now, cancellation);
    }

    /// <summary>As <see cref="ReadAsync"/>, with the whole count, which may take longer.</summary>
    public async Task<DeskPage> ReadCountedAsync(AppDb db, WorkOrderFilter filter, CurrentUser me, DateTimeOffset now, CancellationToken cancellation = default)
    {
        filter = filter.Listed(await directory.NamesAsync(cancellation));
        var query = new DeskQuery(db, filter, me, now);
        var days = query.IsTallied ? await counts.DaysAsync(cancellation) : null;
        var (total, isCapped) = await CountAsync(query, days, cancellation);
        var refused = !filter.Sort.IsAlwaysOffered() && total > DeskPage.Cap | isCapped;
        var shown = filter with
        {
            Sort = refused ? DeskSort.CreatedAt : filter.Sort,
            Ascending = filter.Ascending && !refused,
            Page = isCapped ? filter.Page : (int)Math.Clamp((total + filter.PageSize - 1) / filter.PageSize, 1, filter.Page),
        };
        var rows = total == 0 ? [] : await new DeskQuery(db, shown, me, now).RowsAsync(total, isCapped, days, cancellation);
        if (rows.Count == 0 && isCapped)
        {
            // Past the end of a list with capped count: return the last known page.
            shown = shown with { Page = DeskPage.Cap / shown.PageSize };
            rows = await new DeskQuery(db, shown, me, now).RowsAsync(total, isCapped, days, cancellation);
        }

        await NameAsync(rows, cancellation);
        return new DeskPage(rows, total, isCapped, shown, refused);
    }

    /// <summary>Refreshes the shown rows in place and counts all matching orders up to <see cref="DeskPage.Cap"/>. Also returns how many rows a reload would add or remove.</summary>
    public async Task<(DeskPage Page, int News)> RefreshAsync(
        AppDb db, DeskPage shown, WorkOrderFilter filter, CurrentUser me, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var fresh = await ReadCountedAsync(db, filter, me, now, cancellation);
        if (shown.Rows.Count == 0)
        {
            return (fresh, 0);
        }

        var current = fresh.Rows.ToDictionary(row => row.Id);
        var gone = shown.Rows.Where(row => !current.ContainsKey(row.Id)).Select(row => row.Id).ToList();
        if (gone.Count > 0)
        {
            var elsewhere = await db.WorkOrders.AsNoTracking().VisibleTo(me).Where(o => gone.Contains(o.Id)).Select(WorkOrderRow.Projection).ToListAsync(cancellation);
            await NameAsync(elsewhere, cancellation);
            elsewhere.ForEach(row => current[row.Id] = row);
        }

        var ids = shown.Rows.Select(row => row.Id).ToHashSet();
        var come = fresh.Rows.Count(row => !ids.Contains(row.Id));
        var rows = shown.Rows.Select(row => current.GetValueOrDefault(row.Id, row)).ToList();

        // Keep the shown list when no row changed, so that the table isn't rendered again.
        return (shown with { Rows = rows.SequenceEqual(shown.Rows) ? shown.Rows : rows, Total = fresh.Total, IsCapped = fresh.IsCapped }, Math.Max(come, gone.Count));
    }

    private async Task<(long Total, bool IsCapped)> CountAsync(DeskQuery query, OrderDays? days, CancellationToken cancellation)
    {
        if (days is not null)
        {
            return (query.CountFrom(days), false);
        }

        if (!query.Filter.HasFilters)
        {
            return ((await counts.OfAsync(query.Me, cancellation))[query.Filter.View], false);
        }

        if (!query.Filter.CanMatch)
        {
            return (0, false);
        }

        var counted = await query.CountAsync(DeskPage.Cap + 1, cancellation);
        return (Math.Min(counted, DeskPage.Cap), counted > DeskPage.Cap);
    }

    private async Task NameAsync(List<WorkOrderRow> rows, CancellationToken cancellation)
    {
        var names = await directory.NamesAsync(cancellation);
        foreach (var row in rows)
        {
            row.Name(names);
        }
    }
}
