using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Opportunities;

/// <summary>Block 商机 of the 360° view: the customer's opportunities, the newest first.</summary>
public sealed partial class OpportunityBlock(ScreenServices services) : BlockScreen<OpportunitiesOfCustomer>(services)
{
    private const int Step = 20;

    private int most = Step;

    protected override Task<OpportunitiesOfCustomer> ReadBlockAsync(AppDb db, CancellationToken token) =>
        OpportunitiesOfCustomer.ReadAsync(db, Customer.Id, most, Me, token);

    private Task MoreAsync()
    {
        most += Step;
        return LoadAsync();
    }

    private async Task AddAsync()
    {
        if (await OpportunityDialog.AddAsync(Dialogs, L, Customer.Id, Customer.Name))
        {
            await ChangedAsync();
        }
    }

    private async Task ChangeAsync(OpportunityRow row)
    {
        if (await OpportunityDialog.ChangeAsync(Dialogs, L, row))
        {
            await ChangedAsync();
        }
    }

    private async Task MoveAsync(OpportunityRow row, OpportunityStage to)
    {
        var isMoved = to == OpportunityStage.Lost
            ? await LostDialog.OpenAsync(Dialogs, L, row)
            : await ActAsync(null, () => Factory.ActOnOpportunityAsync(row.Id, row.Version, Me, o => o.Move(to, null, Me, Time.GetUtcNow())));
        if (isMoved)
        {
            Toasts.Done(L["商机“{0}”现在是：{1}", row.Name, L[to.Text()].Value]);
            await ChangedAsync();
        }
        else
        {
            await LoadAsync();
        }
    }
}
