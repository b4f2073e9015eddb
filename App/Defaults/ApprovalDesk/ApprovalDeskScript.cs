using Microsoft.JSInterop;
using WorkOrders.Ui.Scripts;

namespace WorkOrders.Defaults.ApprovalDesk;

/// <summary>js/approval-desk.js on the open page: keyboard shortcuts, and the focus on the chosen case.</summary>
internal sealed class ApprovalDeskScript(IJSRuntime js, Func<int, Task> move) : PageScript(js)
{
    /// <summary>Scrolls to the chosen case and focuses it, unless the user is typing.</summary>
    public Task FocusChosenAsync() => CallAsync("focusChosen");

    /// <summary>Called by the script: moves to the next (1) or previous (-1) case.</summary>
    [JSInvokable]
    public Task Move(int by) => move(by);
}
