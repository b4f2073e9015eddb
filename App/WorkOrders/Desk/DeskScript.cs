using Microsoft.JSInterop;
using WorkOrders.Desk.Table;
using WorkOrders.Ui.Scripts;

namespace WorkOrders.Desk;

/// <summary>js/desk.js on the desk: shortcuts, clicks on rows, and the widths that the user drags.</summary>
/// <param name="js">Loads the module.</param>
/// <param name="change">Changes the layout and keeps it.</param>
public sealed class DeskScript(IJSRuntime js, Func<Func<DeskLayout, DeskLayout>, Task> change) : PageScript(js)
{
    /// <summary>Scrolls the list to its first row.</summary>
    public Task ToTopAsync() => CallAsync("toTop");

    /// <summary>A column was resized by dragging or by Shift and an arrow key.</summary>
    [JSInvokable]
    public Task ResizeColumn(string key, int width) => change(layout => layout.WithWidth(key, width));

    /// <summary>The panel was resized.</summary>
    [JSInvokable]
    public Task ResizePanel(int width) => change(layout => layout.WithPanelWidth(width));
}
