using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Radzen;
using WorkOrders.Desk;
using WorkOrders.Shared;

namespace WorkOrders.Assignment;

/// <summary>未分派: what waits for a team leader, and 指派 of it.</summary>
public sealed partial class UnassignedList
{
    private readonly HashSet<long> selection = [];
    private readonly NewestReading reading = new();
    private UnassignedPage? page;
    private bool failed;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private DeskDirectory Directory { get; set; } = null!;

    [Inject]
    private ILogger<UnassignedList> Log { get; set; } = null!;

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    /// <summary>From 1; anything else is the nearest page there is.</summary>
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
        return reading.ReadAsync(Factory, Log, async db => await UnassignedOrders.ReadAsync(db, wanted, Me, await Directory.NamesAsync(), Time.GetUtcNow()), read =>
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
        return await ActingOnMany.SeeAsync(db.WorkOrders.VisibleTo(Me).Waiting([.. absent.Keys]));
    }

    private async Task AssignAsync(List<SeenOrder> orders)
    {
        if (orders.Count > ActingOnMany.Limit)
        {
            Notices.Notify(NotificationSeverity.Warning, L["一次最多指派 {0} 张工单，请先缩小范围", ActingOnMany.Limit.ToString("N0")]);
            return;
        }

        if (orders.Count > 0)
        {
            await AssignDialog.OpenAsync(Dialogs, L, Giving.Assign, orders, Me);
            await LoadAsync();
        }
    }
}
