using Microsoft.AspNetCore.Components;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.Page.CallSummaries;

/// <summary>历史小结: the customer's other orders, so that agents do not ask the same questions again.</summary>
public sealed partial class OrderHistory(ScreenServices services, OrderListsCache listsCache) : Screen(services)
{
    private readonly List<HistoryRow> rows = [];
    private OrderLists? lists;
    private bool more;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>URL of another order, by its number.</summary>
    [Parameter]
    [EditorRequired]
    public Func<string, string> AddressOf { get; set; } = null!;

    protected override Task OnInitializedAsync() => Order.NamesCustomer() ? ReadOnAsync() : Task.CompletedTask;

    // A newer read cancels the one before it, so a double click adds no rows twice.
    private Task ReadOnAsync() => ReadAsync(
        async (db, token) => (Lists: await listsCache.GetAsync(token), Rows: await db.HistoryAsync(Order, rows.LastOrDefault(), Me, token)),
        read =>
        {
            lists = read.Lists;
            more = read.Rows.Count > HistoryQueries.PageSize;
            rows.AddRange(read.Rows.Take(HistoryQueries.PageSize));
        });
}
