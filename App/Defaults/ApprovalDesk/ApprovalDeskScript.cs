using Microsoft.JSInterop;

namespace WorkOrders.Defaults.ApprovalDesk;

/// <summary>js/approval-desk.js on the open page: keyboard shortcuts, and the focus on the chosen case.</summary>
internal sealed class ApprovalDeskScript(IJSRuntime js, Func<int, Task> move) : IAsyncDisposable
{
    private IJSObjectReference? module;
    private DotNetObjectReference<ApprovalDeskScript>? self;
    private bool isGone;

    public bool IsAttached => module is not null;

    public async Task AttachAsync(string address)
    {
        var imported = await js.InvokeAsync<IJSObjectReference>("import", address);
        if (isGone)
        {
            await imported.DisposeAsync();
            return;
        }

        module = imported;
        self = DotNetObjectReference.Create(this);
        await module.InvokeVoidAsync("attach", self);
    }

    /// <summary>Scrolls to the chosen case and focuses it, unless the user is typing.</summary>
    public ValueTask FocusChosenAsync() => module!.InvokeVoidAsync("focusChosen");

    /// <summary>Called by the script: moves to the next (1) or previous (-1) case.</summary>
    [JSInvokable]
    public Task Move(int by) => move(by);

    public async ValueTask DisposeAsync()
    {
        isGone = true;
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
            // The browser is disconnected; nothing to detach.
        }

        self?.Dispose();
    }
}
