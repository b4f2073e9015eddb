using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkOrders.Desk;

namespace WorkOrders.Details;

/// <summary>An order's own page. The URL holds the tab and the list it was opened from, if any.</summary>
public sealed partial class WorkOrderPage : IAsyncDisposable
{
    private WorkOrderFilter? list;
    private OrderWalk? walk;
    private IJSObjectReference? script;

    [Parameter]
    public string Number { get; set; } = "";

    [SupplyParameterFromQuery(Name = "tab")]
    private string? Tab { get; set; }

    [Inject]
    private NavigationManager Navigator { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

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
            // The browser is gone, and the script with it.
        }
    }

    protected override void OnParametersSet() => list = OrderAddress.ListOf(new Uri(Navigator.Uri));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            script = await Js.InvokeAsync<IJSObjectReference>("import", "/" + Assets["js/desk.js"]);
            await script.InvokeVoidAsync("attach");
        }
    }

    // Going back leads to the list, not through the tabs.
    private void GoToTab(string? tab) => Navigator.NavigateTo(OrderAddress.Of(Number, list, tab), replace: true);

    private Task ChangedAsync() => walk?.ReadAsync() ?? Task.CompletedTask;
}
