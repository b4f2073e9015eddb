using Microsoft.EntityFrameworkCore;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>违约客户: who is or was in default, filtered and exported; everything that is chosen stands in the address.</summary>
public sealed partial class DefaultList
{
    private static readonly Dictionary<int, string> NoReasons = [];

    protected override DefaultQuery Parse(string query) => DefaultQuery.Parse(query);

    protected override async Task<(DefaultQuery Shown, DefaultsRead Read)> ReadAsync(AppDb db, DefaultQuery asked)
    {
        var reasons = (await db.DefaultReasons.AsNoTracking().InOrder().Select(r => new { r.Id, r.Text }).ToListAsync()).ToDictionary(r => r.Id, r => r.Text);
        var page = await asked.Filter.Apply(db.Customers.AsNoTracking().InDefaultVisibleTo(Me)).InOrder(asked.Sort, asked.Ascending).PageAsync(asked.Page, DefaultRow.Projection);
        return (asked with { Page = page.Number }, new DefaultsRead(page, reasons));
    }
}

/// <summary>A page of customers, and every reason by its number.</summary>
public sealed record DefaultsRead(ListPage<DefaultRow> Customers, IReadOnlyDictionary<int, string> Reasons);
