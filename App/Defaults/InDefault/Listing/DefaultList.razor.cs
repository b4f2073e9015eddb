using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Ui.Lists;
using WorkOrders.Ui;

namespace WorkOrders.Defaults.InDefault.Listing;

/// <summary>List 违约客户 with filter and export; its state is in the URL.</summary>
public sealed partial class DefaultList(ScreenServices services) : UrlQueryList<DefaultQuery, DefaultsRead>(services)
{
    private static readonly Dictionary<int, string> NoReasons = [];

    protected override DefaultQuery Parse(string query) => DefaultQuery.Parse(query);

    protected override async Task<(DefaultQuery Shown, DefaultsRead Read)> ReadAsync(AppDb db, DefaultQuery asked, CancellationToken token)
    {
        var reasons = (await db.DefaultReasons.AsNoTracking().InOrder().Select(r => new { r.Id, r.Text }).ToListAsync(token)).ToDictionary(r => r.Id, r => r.Text);
        var page = await asked.Filter.Apply(db.DefaultCustomers.AsNoTracking().InDefaultVisibleTo(Me)).InOrder(asked.Sort, asked.Ascending)
            .PageAsync(asked.Page, DefaultRow.Projection, token);
        return (asked with { Page = page.Number }, new DefaultsRead(page, reasons));
    }
}

/// <summary>One page of customers, and all reasons by id.</summary>
public sealed record DefaultsRead(ListPage<DefaultRow> Customers, IReadOnlyDictionary<int, string> Reasons);
