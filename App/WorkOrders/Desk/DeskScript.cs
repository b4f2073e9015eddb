using Microsoft.JSInterop;
using WorkOrders.Desk.Table;

namespace WorkOrders.Desk;

/// <summary>js/desk.js on the desk: shortcuts, clicks on rows, and the widths that the user drags.</summary>
/// <param name="js">Loads the module.</param>
/// <param name="change">Changes the layout and keeps it.</param>
public sealed class DeskScript(IJSRuntime js, Func<Func<DeskLayout, DeskLayout>, Task> change) : IAsyncDisposable
{
    private DotNetObjectReference<DeskScript>? self;
    private IJSObjectReference? module;

    public async Task AttachAsync(string address)
    {
        self = DotNetObjectReference.Create(this);
        module = await js.InvokeAsync<IJSObjectReference>("import", "/" + address);
        await module.InvokeVoidAsync("attach", self);
    }

    /// <summary>Scrolls the list to its first row. False while the module is still loading.</summary>
    public async Task<bool> ToTopAsync()
    {
        await (module?.InvokeVoidAsync("toTop") ?? ValueTask.CompletedTask);
        return module is not null;
    }

    /// <summary>A column was resized by dragging or by Shift and an arrow key.</summary>
    [JSInvokable]
    public Task ResizeColumn(string key, int width) => change(layout => layout.WithWidth(key, width));

    /// <summary>The panel was resized.</summary>
    [JSInvokable]
    public Task ResizePanel(int width) => change(layout => layout.WithPanelWidth(width));

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (module is not null)
            {
                await module.InvokeVoidAsync("detach");
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is disconnected, so the script no longer exists.
        }

        self?.Dispose();
    }
}
