using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Desk.Table;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Handling.Assigning;

/// <summary>未分派: orders that a team leader must assign, with 指派.</summary>
public sealed partial class UnassignedList(ScreenServices services, DeskDirectory deskDirectory) : Screen(services)
{
    private readonly HashSet<long> selection = [];
    private UnassignedPage? page;
    private bool failed;

    /// <summary>Page number from 1. Other values go to the nearest valid page.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    private string? WantedPage { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        selection.Clear();
        await LoadAsync();
    }

    private Task LoadAsync()
    {
        failed = false;
        var wanted = int.TryParse(WantedPage, out var number) ? number : 1;
        return ReadAsync(async (db, token) => await UnassignedOrders.ReadAsync(db, wanted, Me, await deskDirectory.NamesAsync(), Time.GetUtcNow()), read =>
        {
            page = read;
            selection.IntersectWith(read.Rows.Select(r => r.Id));
        });
    }

    private string? AddressOf(int number) =>
        number < 1 || number > page!.LastPage ? null : number == 1 ? "/work-orders/unassigned" : $"/work-orders/unassigned?page={number}";

    private List<SeenOrder> Selected() => [.. page!.Rows.Where(r => selection.Contains(r.Id)).Select(r => new SeenOrder(r.Id, r.Number, r.Version))];

    private async Task AssignAllAsync()
    {
        try
        {
            await AssignAsync(await AllAsync());
        }
        catch (Exception e) when (e.IsDatabaseFailure())
        {
            failed = true;
        }
    }

    private async Task<List<SeenOrder>> AllAsync()
    {
        await using var db = await Factory.CreateDbContextAsync();
        var absent = await UnassignedOrders.AbsentAsync(db);
        return await BulkAction.SeeAsync(db.WorkOrders.VisibleTo(Me).Waiting([.. absent.Keys]));
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
            await AssignDialog.OpenAsync(Dialogs, L, AssignmentKind.Assign, orders, Me);
            await LoadAsync();
        }
    }
}
