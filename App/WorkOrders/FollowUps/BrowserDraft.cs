using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WorkOrders.FollowUps;

/// <summary>What is typed while the connection is lost: the browser has it until the server does (js/draft.js).</summary>
internal sealed class BrowserDraft : IAsyncDisposable
{
    private readonly IJSObjectReference script;
    private readonly IJSObjectReference watch;

    private BrowserDraft(IJSObjectReference script, IJSObjectReference watch) => (this.script, this.watch) = (script, watch);

    public static async Task<BrowserDraft> WatchAsync(IJSRuntime js, ElementReference box, string key)
    {
        var script = await js.InvokeAsync<IJSObjectReference>("import", "./js/draft.js");
        return new BrowserDraft(script, await script.InvokeAsync<IJSObjectReference>("watch", box, key));
    }

    /// <summary>What the server never got.</summary>
    public ValueTask<string?> LeftAsync() => watch.InvokeAsync<string?>("left");

    /// <summary>The server has a text of that length.</summary>
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
            // The browser is gone, and its listener with it.
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
            // It hears of it when it is back.
        }
    }
}
