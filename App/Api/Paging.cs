using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Api;

/// <summary>The page that a client requests.</summary>
internal sealed record Paging([FromQuery(Name = "page")] int? Page, [FromQuery(Name = "size")] int? Size)
{
    private const int DefaultSize = 10;
    private const int LargestSize = 100;
    private const int LastPage = 1_000_000;

    public ApiFault? Fault() =>
        Page is < 1 or > LastPage ? new ApiFault("page", "{0}：应为 {1} 到 {2} 之间的整数", 1, LastPage)
        : Size is < 1 or > LargestSize ? new ApiFault("size", "{0}：应为 {1} 到 {2} 之间的整数", 1, LargestSize)
        : null;

    /// <summary>Returns the requested page of a sorted list.</summary>
    public async Task<ApiPage<TOut>> ReadAsync<TRow, TOut>(IQueryable<TRow> rows, Expression<Func<TRow, TOut>> toAnswer, CancellationToken cancellation)
    {
        var (page, size) = (Page ?? 1, Size ?? DefaultSize);
        var total = await rows.CountAsync(cancellation);
        var list = total == 0 ? [] : await rows.Skip((page - 1) * size).Take(size).Select(toAnswer).ToListAsync(cancellation);
        return new ApiPage<TOut>(total, page, size, list);
    }
}
