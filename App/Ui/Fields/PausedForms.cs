using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using WorkOrders.Shared;

namespace WorkOrders.Ui.Fields;

/// <summary>
/// Form state kept while the circuit is gone (paused tab or long connection loss). It is stored in the browser (protected by
/// the framework) or in this server's memory, and can be restored once, by the same user.
/// </summary>
public sealed class PausedForms(PersistentComponentState state, IMemoryCache memory, IOptions<PausingOptions> options)
{
    /// <summary>Reads the state when the circuit ends; null keeps nothing. Personal data must be as shown in the form: masked, or typed by the user.</summary>
    public PersistingComponentStateSubscription Keep(CurrentUser me, string key, Func<Task<object?>> read)
    {
        ArgumentNullException.ThrowIfNull(me);
        ArgumentNullException.ThrowIfNull(read);
        return state.RegisterOnPersisting(
            async () =>
            {
                if (await read() is { } held)
                {
                    state.PersistAsJson(KeyOf(me, key), held);
                }
            },
            RenderMode.InteractiveServer);
    }

    /// <summary>The kept state of this user's form; null when it wasn't paused. Call it during initialisation, not later.</summary>
    public T? Take<T>(CurrentUser me, string key)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(me);
        return state.TryTakeFromJson<T>(KeyOf(me, key), out var held) ? held : null;
    }

    /// <summary>Keeps the real values of masked fields in this server's memory; only the key is stored in the browser.</summary>
    public Guid KeepUnmaskedValues<T>(CurrentUser me, T real, DateTimeOffset now)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(me);
        var key = Guid.CreateVersion7(now);
        memory.Set((me.Id, key), real, options.Value.KeptFor);
        return key;
    }

    /// <summary>Null when the server has restarted. The masked values can't be saved then, and the form says so.</summary>
    public T? TakeUnmaskedValues<T>(CurrentUser me, Guid key)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(me);
        var real = memory.Get<T>((me.Id, key));
        memory.Remove((me.Id, key));
        return real;
    }

    // Include the user: another user may be signed in when the tab becomes visible again.
    private static string KeyOf(CurrentUser me, string key) => FormattableString.Invariant($"{me.Id}:{key}");
}
