using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Defaults;

/// <summary>One page of a list: the nearest there is to the one asked for.</summary>
public sealed record ListPage<T>(int Number, int Total, IReadOnlyList<T> Rows);

/// <summary>Reads it.</summary>
public static class ListPaging
{
    public static async Task<ListPage<TRow>> PageAsync<T, TRow>(this IOrderedQueryable<T> found, int wanted, Expression<Func<T, TRow>> row)
    {
        var total = await found.CountAsync();
        var number = Math.Min(wanted, ListPager.PagesOf(total));
        return new(number, total, await found.Skip((number - 1) * ListPager.Length).Take(ListPager.Length).Select(row).ToListAsync());
    }
}
