using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Ui.Scripts;

namespace WorkOrders.Page;

/// <summary>An order's own page. The URL contains the tab and the list it was opened from, if any.</summary>
public sealed partial class WorkOrderPage(NavigationManager navigationManager, IJSRuntime js) : IAsyncDisposable
{
    private readonly PageScript script = new(js);
    private WorkOrderFilter? list;
    private OrderListPosition? walk;
    private string order = "";

    /// <summary>The number in the address; it may be written in another way.</summary>
    [Parameter]
    public string Number { get; set; } = "";

    [SupplyParameterFromQuery(Name = "tab")]
    private string? Tab { get; set; }

    public ValueTask DisposeAsync() => script.DisposeAsync();

    protected override void OnParametersSet() => (order, list) = (OrderNumber.Read(Number), OrderAddress.ListOf(new Uri(navigationManager.Uri)));

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? script.AttachAsync("/" + Assets["js/desk.js"]) : Task.CompletedTask;

    // Replace the history entry, so that Back returns to the list and not to earlier tabs.
    private void GoToTab(string? tab) => navigationManager.NavigateTo(OrderAddress.Of(order, list, tab), replace: true);

    private Task ChangedAsync() => walk?.LoadAsync() ?? Task.CompletedTask;
}
