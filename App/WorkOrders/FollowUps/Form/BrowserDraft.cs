using Microsoft.JSInterop;

namespace WorkOrders.FollowUps.Form;

/// <summary>Keeps text typed while the connection is lost: the browser stores it until the server has it (js/draft.js).</summary>
internal sealed class BrowserDraft : IAsyncDisposable
{
    private readonly IJSObjectReference script;
    private readonly IJSObjectReference watch;

    private BrowserDraft(IJSObjectReference script, IJSObjectReference watch) => (this.script, this.watch) = (script, watch);

    /// <param name="js">The browser.</param>
    /// <param name="id">The id of the input.</param>
    /// <param name="key">Names the text in the browser's storage.</param>
    public static async Task<BrowserDraft> WatchAsync(IJSRuntime js, string id, string key)
    {
        var script = await js.InvokeAsync<IJSObjectReference>("import", "./js/draft.js");
        return new BrowserDraft(script, await script.InvokeAsync<IJSObjectReference>("watch", id, key));
    }

    /// <summary>Text that did not reach the server.</summary>
    public ValueTask<string?> LeftAsync() => watch.InvokeAsync<string?>("left");

    /// <summary>Confirms to the browser that the server has a text of this length.</summary>
    public Task KeptAsync(int length) => TellAsync("kept", length);

    public Task DropAsync() => TellAsync("drop");

    public async ValueTask DisposeAsync()
    {
        await TellAsync("dispose");
        try
        {
            await watch.DisposeAsync();
            await script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is disconnected, so its listener no longer exists.
        }
    }

    private async Task TellAsync(string what, params object[] arguments)
    {
        try
        {
            await watch.InvokeVoidAsync(what, arguments);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is notified after it reconnects.
        }
    }
}
