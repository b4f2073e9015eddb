using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;

namespace WorkOrders.Page;

/// <summary>An order's own page. The URL contains the tab and the list it was opened from, if any.</summary>
public sealed partial class WorkOrderPage(NavigationManager navigationManager, IJSRuntime js) : IAsyncDisposable
{
    private WorkOrderFilter? list;
    private OrderListPosition? walk;
    private IJSObjectReference? script;

    [Parameter]
    public string Number { get; set; } = "";

    [SupplyParameterFromQuery(Name = "tab")]
    private string? Tab { get; set; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (script is not null)
            {
                await script.InvokeVoidAsync("detach");
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is disconnected, so the script no longer exists.
        }
    }

    protected override void OnParametersSet() => list = OrderAddress.ListOf(new Uri(navigationManager.Uri));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            script = await js.InvokeAsync<IJSObjectReference>("import", "/" + Assets["js/desk.js"]);
            await script.InvokeVoidAsync("attach");
        }
    }

    // Replace the history entry, so that Back returns to the list and not to earlier tabs.
    private void GoToTab(string? tab) => navigationManager.NavigateTo(OrderAddress.Of(Number, list, tab), replace: true);

    private Task ChangedAsync() => walk?.LoadAsync() ?? Task.CompletedTask;
}
