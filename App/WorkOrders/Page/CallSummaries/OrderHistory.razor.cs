using Microsoft.AspNetCore.Components;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.Page.CallSummaries;

/// <summary>历史小结: the customer's other orders, so that agents do not ask the same questions again.</summary>
public sealed partial class OrderHistory(ScreenServices services, OrderListsCache listsCache, LookUpCounter lookUps) : Screen(services)
{
    private readonly List<HistoryRow> rows = [];
    private OrderLists? lists;
    private (IdNumber?, PhoneNumber?) shownFor;
    private bool more;
    private string? refused;

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
        (lists, more, refused) = (null, false, null);
        Reading.Drop();
        return Order.NamesCustomer() ? ReadOnAsync() : Task.CompletedTask;
    }

    // A newer read cancels the one before it, so a double click adds no rows twice.
    private Task ReadOnAsync() => ReadAsync(
        async (db, token) => (Lists: await listsCache.GetAsync(token), Asked: await lookUps.AskAsync(
            LookUpPlace.ImportedOrder, Me, Order.NumbersNobodyLookedUp((Sensitive?)Order.IdNumber ?? Order.CustomerPhone),
            () => db.HistoryAsync(Order, rows.LastOrDefault(), Me, token), found => found.Count > 0, token)),
        read =>
        {
            lists = read.Lists;
            refused = read.Asked.LookUp.Outcome is { IsRefused: true } outcome ? L[outcome.Reason, [.. outcome.Arguments]].Value : null;
            var found = read.Asked.Answer ?? [];
            more = found.Count > HistoryQueries.PageSize;
            rows.AddRange(found.Take(HistoryQueries.PageSize));
        });
}
