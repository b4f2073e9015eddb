using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Opportunities.Listing;

/// <summary>Page 商机: the opportunities of the customers that the user may see, as a board or a list; filter, order and page are in the URL.</summary>
public sealed partial class OpportunitiesPage(ScreenServices services) : UrlQueryList<OpportunityQuery, OpportunitiesRead>(services)
{
    private bool SeesAll => CustomerQueries.SeesAll(Me);

    protected override OpportunityQuery Parse(string query) => OpportunityQuery.Parse(query);

    protected override async Task<(OpportunityQuery Shown, OpportunitiesRead Read)> ReadAsync(AppDb db, OpportunityQuery asked, CancellationToken token)
    {
        var read = await OpportunitiesRead.ReadAsync(db, asked, Me, token);
        return (asked with { Page = read.List?.Number ?? 1 }, read);
    }

    private async Task AddAsync()
    {
        if (await OpportunityDialog.AddAsync(Dialogs, L))
        {
            await LoadAsync();
        }
    }

    private async Task ChangeAsync(OpportunityRow row)
    {
        if (await OpportunityDialog.ChangeAsync(Dialogs, L, row))
        {
            await LoadAsync();
        }
    }

    // Reads anew in any case: after a lost race the board shows what the other user saved.
    private async Task MoveAsync(OpportunityRow row, OpportunityStage to)
    {
        var isMoved = to == OpportunityStage.Lost
            ? await LostDialog.OpenAsync(Dialogs, L, row)
            : await ActAsync(null, () => Factory.ActOnOpportunityAsync(row.Id, row.Version, Me, o => o.Move(to, null, Me, Time.GetUtcNow())));
        if (isMoved)
        {
            Toasts.Done(L["商机“{0}”现在是：{1}", row.Name, L[to.Text()].Value]);
        }

        await LoadAsync();
    }
}
