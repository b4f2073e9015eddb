using Microsoft.JSInterop;
using WorkOrders.Ui.Scripts;

namespace WorkOrders.Drafts;

/// <summary>The browser's window (tab) that shows this circuit. It has the same id after a reload, a lost connection and a restart of the server.</summary>
public sealed class BrowserWindow(IJSRuntime js, TimeProvider time)
{
    private Task<string>? id;

    /// <summary>Asks the browser once; call it after a render.</summary>
    public Task<string> IdAsync() => id is { IsFaulted: false, IsCanceled: false } ? id : id = ReadAsync();

    private async Task<string> ReadAsync()
    {
        try
        {
            await using var script = new ScriptModule(js);
            await script.LoadAsync("./js/drafts.js");
            if (await script.AskAsync<string>("windowId") is { Length: > 0 and <= Draft.WindowLength } known)
            {
                return known;
            }
        }
        catch (JSException)
        {
            // A browser that allows no storage.
        }

        // Then each circuit counts as a window.
        return Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
    }
}
