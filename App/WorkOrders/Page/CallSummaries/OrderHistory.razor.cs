using Microsoft.AspNetCore.Components;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.Page.CallSummaries;

/// <summary>历史小结: the customer's other orders, so that agents do not ask the same questions again.</summary>
public sealed partial class OrderHistory(ScreenServices services, OrderListsCache listsCache) : Screen(services)
{
    private readonly List<HistoryRow> rows = [];
    private OrderLists? lists;
    private (IdNumber?, PhoneNumber?) shownFor;
    private bool more;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>URL of another order, by its number.</summary>
    [Parameter]
    [EditorRequired]
    public Func<string, string> AddressOf { get; set; } = null!;

    // A change of this order changes its customer's other orders only when it names another customer.
    protected override Task OnParametersSetAsync()
    {
        var customer = (Order.IdNumber, Order.CustomerPhone);
        if (shownFor == customer)
        {
            return Task.CompletedTask;
        }

        shownFor = customer;
        rows.Clear();
        (lists, more) = (null, false);
        Reading.Drop();
        return Order.NamesCustomer() ? ReadOnAsync() : Task.CompletedTask;
    }

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
