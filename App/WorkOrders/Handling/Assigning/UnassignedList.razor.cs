using Microsoft.AspNetCore.Components;
using WorkOrders.Database;
using WorkOrders.Desk.Table;
using WorkOrders.Ui;

namespace WorkOrders.Handling.Assigning;

/// <summary>未分派: orders that a team leader must assign, with 指派.</summary>
public sealed partial class UnassignedList(ScreenServices services, DeskDirectory deskDirectory) : Screen(services)
{
    private readonly HashSet<long> selection = [];
    private UnassignedPage? page;

    /// <summary>Page number from 1. Other values go to the nearest valid page.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    private string? WantedPage { get; set; }

    private int Wanted => int.TryParse(WantedPage, out var number) ? number : 1;

    protected override Task OnParametersSetAsync()
    {
        selection.Clear();
        return ReadOnceAsync(AddressOf(Wanted), ReadStateAsync, Show);
    }

    private static string AddressOf(int number) => number == 1 ? "/work-orders/unassigned" : $"/work-orders/unassigned?page={number}";

    private Task LoadAsync() => ReadAsync(ReadStateAsync, Show);

    private async Task<UnassignedPage> ReadStateAsync(AppDb db, CancellationToken token) =>
        await UnassignedOrders.ReadAsync(db, Wanted, Me, await deskDirectory.NamesAsync(token), Time.GetUtcNow(), token);

    private void Show(UnassignedPage read)
    {
        page = read;
        selection.IntersectWith(read.Rows.Select(r => r.Id));
    }

    private List<SeenOrder> Selected() => [.. page!.Rows.Where(r => selection.Contains(r.Id)).Select(r => new SeenOrder(r.Id, r.Number, r.Version))];

    private async Task AssignAllAsync()
    {
        List<SeenOrder> all = [];
        await ReadAsync(ReadAllAsync, read => all = read);
        await AssignAsync(all);
    }

    private async Task<List<SeenOrder>> ReadAllAsync(AppDb db, CancellationToken token)
    {
        var absent = await UnassignedOrders.AbsentAsync(db, token);
        return await BulkAction.SeeAsync(db.WorkOrders.VisibleTo(Me).Waiting([.. absent.Keys]), token);
    }

    private async Task AssignAsync(List<SeenOrder> orders)
    {
        if (orders.Count > BulkAction.Limit)
        {
            Toasts.Warn(L["一次最多指派 {0} 张工单，请先缩小范围", BulkAction.Limit.ToString("N0")]);
            return;
        }

        if (orders.Count > 0)
        {
            await AssignDialog.OpenAsync(Dialogs, L, AssignmentKind.Assign, orders);
            await LoadAsync();
        }
    }
}
