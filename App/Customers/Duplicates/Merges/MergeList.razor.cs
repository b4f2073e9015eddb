using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Duplicates.Merges;

/// <summary>合并记录: the merges, newest first, with 撤销.</summary>
public sealed partial class MergeList(ScreenServices services) : UrlQueryList<MergeQuery, ListPage<MergeRow>>(services)
{
    protected override MergeQuery Parse(string query) => MergeQuery.Parse(query);

    protected override async Task<(MergeQuery Shown, ListPage<MergeRow> Read)> ReadAsync(AppDb db, MergeQuery asked, CancellationToken token)
    {
        var page = await db.CustomerMerges.AsNoTracking().OrderByDescending(m => m.Id).PageAsync(asked.Page, MergeRow.Projection, token);
        return (asked with { Page = page.Number }, page);
    }

    private async Task UndoAsync(MergeRow row)
    {
        if (await UndoDialog.OpenAsync(Dialogs, L, row))
        {
            await LoadAsync();
        }
    }
}
