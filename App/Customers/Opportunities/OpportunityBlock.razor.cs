using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Opportunities;

/// <summary>Block 商机 of the 360° view: the customer's opportunities, the newest first.</summary>
public sealed partial class OpportunityBlock(ScreenServices services) : Screen(services)
{
    private const int Step = 20;

    private BlockRead? read;
    private int? shown;
    private int most = Step;

    [Parameter]
    [EditorRequired]
    public CustomerOnPage Customer { get; set; } = null!;

    /// <summary>Raised when an opportunity was added or changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (shown == Customer.Id)
        {
            return Task.CompletedTask;
        }

        var isFirst = shown is null;
        (shown, read, most) = (Customer.Id, null, Step);
        return isFirst ? ReadOnceAsync(Customer.Id.ToString(CultureInfo.InvariantCulture), ReadRowsAsync, answer => read = answer) : LoadAsync();
    }

    private Task LoadAsync() => ReadAsync(ReadRowsAsync, answer => read = answer);

    private Task MoreAsync()
    {
        most += Step;
        return LoadAsync();
    }

    private async Task<BlockRead> ReadRowsAsync(AppDb db, CancellationToken token)
    {
        var now = Time.GetUtcNow();
        var found = db.Opportunities.AsNoTracking().OfVisible(db.Customers, Me).Where(o => o.CustomerId == Customer.Id);
        var rows = await found.OrderByDescending(o => o.Id).Take(most).Select(OpportunityRow.Projection).ToListAsync(token);
        if (rows.Count < most)
        {
            return new BlockRead(rows.Count, rows.Where(r => !r.Stage.IsEnd()).Sum(r => r.Amount), rows, now);
        }

        var count = await found.CountAsync(token);
        var open = found.Where(o => o.Stage != OpportunityStage.Won && o.Stage != OpportunityStage.Lost);
        return new BlockRead(count, await open.SumAsync(o => o.Amount, token), rows, now);
    }

    private async Task AddAsync()
    {
        if (await OpportunityDialog.AddAsync(Dialogs, L, Customer.Id, Customer.Name))
        {
            await TellAsync();
        }
    }

    private async Task ChangeAsync(OpportunityRow row)
    {
        if (await OpportunityDialog.ChangeAsync(Dialogs, L, row))
        {
            await TellAsync();
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
            await TellAsync();
        }
        else
        {
            await LoadAsync();
        }
    }

    private async Task TellAsync()
    {
        await LoadAsync();
        await Changed.InvokeAsync();
    }

    private sealed record BlockRead(int Count, decimal OpenSum, IReadOnlyList<OpportunityRow> Rows, DateTimeOffset At);
}
