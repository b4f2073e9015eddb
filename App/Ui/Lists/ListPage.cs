using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Ui.Lists;

/// <summary>One page of a list; the last page when the requested one doesn't exist.</summary>
public sealed record ListPage<T>(int Number, int Total, IReadOnlyList<T> Rows);

/// <summary>Reads a page of a list.</summary>
public static class ListPaging
{
    public static async Task<ListPage<TRow>> PageAsync<T, TRow>(this IOrderedQueryable<T> found, int wanted, Expression<Func<T, TRow>> row, CancellationToken token = default)
    {
        var total = await found.CountAsync(token);
        var number = Math.Min(wanted, ListPager.PagesOf(total));
        return new(number, total, await found.Skip((number - 1) * ListPager.Length).Take(ListPager.Length).Select(row).ToListAsync(token));
    }
}
