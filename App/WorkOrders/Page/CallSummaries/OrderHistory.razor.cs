using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.Page.CallSummaries;

/// <summary>历史小结: the customer's other orders, so that agents do not ask the same questions again.</summary>
public partial class OrderHistory(ScreenServices services, OrderListsCache orderListsCache, ILogger<OrderHistory> log) : Screen(services)
{
    private readonly List<HistoryRow> rows = [];
    private OrderLists? lists;
    private bool more;
    private bool reading;
    private bool failed;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>URL of another order, by its number.</summary>
    [Parameter]
    [EditorRequired]
    public Func<string, string> AddressOf { get; set; } = null!;

    protected override Task OnInitializedAsync() => Order.NamesCustomer() ? ReadOnAsync() : Task.CompletedTask;

    private async Task ReadOnAsync()
    {
        if (reading)
        {
            return;
        }

        (reading, failed) = (true, false);
        try
        {
            var names = await orderListsCache.GetAsync();
            await using var db = await Factory.CreateDbContextAsync();
            var read = await db.HistoryAsync(Order, rows.LastOrDefault(), Me);
            more = read.Count > HistoryQueries.PageSize;
            rows.AddRange(read.Take(HistoryQueries.PageSize));
            lists = names;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The customer's other orders could not be read.");
            failed = true;
        }

        reading = false;
    }
}
