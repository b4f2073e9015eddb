using Microsoft.JSInterop;

namespace WorkOrders.Ui.Scripts;

/// <summary>A module of wwwroot/js, for one component. It ends quietly, also when the component goes while the module loads or the browser is gone.</summary>
public class ScriptModule(IJSRuntime js) : IAsyncDisposable
{
    private IJSObjectReference? module;
    private IJSObjectReference? watch;
    private bool isGone;

    /// <summary>False while the module loads, and after the component is gone.</summary>
    public bool IsLoaded => module is not null;

    /// <summary>Loads the module. False when the component or the browser is gone meanwhile.</summary>
    public Task<bool> LoadAsync(string address) => QuietlyAsync(async () =>
    {
        var loaded = await js.InvokeAsync<IJSObjectReference>("import", address);
        if (isGone)
        {
            await loaded.DisposeAsync();
            return false;
        }

        module = loaded;
        return true;
    });

    /// <summary>Calls a function of the module; nothing happens while it isn't loaded.</summary>
    public Task CallAsync(string function, params object?[] arguments) => QuietlyAsync(async () =>
    {
        await (module?.InvokeVoidAsync(function, arguments) ?? ValueTask.CompletedTask);
        return true;
    });

    /// <summary>Calls a function of the module and returns its answer; the default while it isn't loaded, and when the browser is gone.</summary>
    public Task<T?> AskAsync<T>(string function, params object?[] arguments) =>
        QuietlyAsync(async () => module is null ? default : await module.InvokeAsync<T?>(function, arguments));

    /// <summary>Calls the module's function <c>watch</c>, whose answer has a function <c>dispose</c> that is called at the end. Null when the component is gone.</summary>
    public Task<IJSObjectReference?> WatchAsync(params object?[] arguments) => QuietlyAsync(async () =>
    {
        if (module is null)
        {
            return null;
        }

        watch = await module.InvokeAsync<IJSObjectReference>("watch", arguments);
        if (isGone)
        {
            await EndAsync();
        }

        return watch;
    });

    public async ValueTask DisposeAsync()
    {
        isGone = true;
        await QuietlyAsync(async () =>
        {
            await EndAsync();
            await (module?.DisposeAsync() ?? ValueTask.CompletedTask);
            return true;
        });
        module = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the module does in the browser.</summary>
    protected virtual async ValueTask EndAsync()
    {
        if (watch is { } ended)
        {
            watch = null;
            await ended.InvokeVoidAsync("dispose");
            await ended.DisposeAsync();
        }
    }

    // The browser is disconnected, for good or for longer than a call waits: the script ends with its page.
    private static async Task<T?> QuietlyAsync<T>(Func<Task<T?>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            return default;
        }
    }
}
