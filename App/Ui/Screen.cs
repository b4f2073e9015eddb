using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Ui;

/// <summary>
/// Base of every component that reads from or acts on the database. Reading: the latest answer wins, and the query of an overtaken one
/// is cancelled. Acting: one act at a time, its result in words. A failure of the database is logged once and told in one wording.
/// </summary>
public abstract partial class Screen(ScreenServices services) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();

    /// <summary>The screen's main read.</summary>
    protected LatestResult Reading { get; } = new();

    /// <summary>True when the main read failed; the screen then offers 重试.</summary>
    protected bool HasFailed => Reading.HasFailed;

    /// <summary>When the answer of <see cref="ReadOnceAsync{T}"/> was asked for, here or by prerendering: later changes may be missing. Null while it is read.</summary>
    protected DateTimeOffset? ReadAt { get; private set; }

    /// <summary>The signed-in user.</summary>
    [CascadingParameter]
    protected CurrentUser Me { get; private set; } = null!;

    /// <summary>Cancelled when the component is removed.</summary>
    protected CancellationToken Leaving => leaving.IsCancellationRequested ? new CancellationToken(canceled: true) : leaving.Token;

    protected IDbContextFactory<AppDb> Factory => services.Factory;

    protected TimeProvider Time => services.Time;

    protected NavigationManager Navigator => services.Navigator;

    protected DialogStack Dialogs => services.Dialogs;

    protected Toasts Toasts => services.Toasts;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Override it to end subscriptions, and call the base.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !leaving.IsCancellationRequested)
        {
            leaving.Cancel();
            leaving.Dispose();
            Reading.Dispose();
        }
    }

    /// <summary>Failures that the user can only retry. Override it where something beside the database can be out of reach.</summary>
    protected virtual bool IsFailure(Exception exception) => exception.IsDatabaseFailure();

    /// <summary>Reads on a context of its own and shows the answer, unless a newer read overtook it.</summary>
    /// <param name="read">The queries; pass them the token.</param>
    /// <param name="show">Takes over the answer.</param>
    /// <param name="reading">Whose answers overtake each other; the screen's main read by default.</param>
    /// <param name="doing">What is being read, for the log.</param>
    protected Task ReadAsync<T>(Func<AppDb, CancellationToken, Task<T>> read, Action<T> show, LatestResult? reading = null, [CallerMemberName] string doing = "") => ReadAsync(
        async token =>
        {
            await using var db = await Factory.CreateDbContextAsync(token);
            return await read(db, token);
        },
        show,
        reading,
        doing);

    /// <summary>For a <paramref name="read"/> that asks something other than our database.</summary>
    /// <param name="read">Asks; pass it the token.</param>
    /// <param name="show">Takes over the answer.</param>
    /// <param name="reading">Whose answers overtake each other; the screen's main read by default.</param>
    /// <param name="doing">What is being read, for the log.</param>
    protected Task ReadAsync<T>(Func<CancellationToken, Task<T>> read, Action<T> show, LatestResult? reading = null, [CallerMemberName] string doing = "") =>
        (reading ?? Reading).ReadAsync(
            async overtaken =>
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(overtaken, Leaving);
                return await read(either.Token);
            },
            show,
            IsFailure,
            exception => Log(exception, doing));

    /// <summary>
    /// Refreshes what is shown, in the background: a failure is not shown, and the answer is dropped if a read has started meanwhile. False on failure.
    /// </summary>
    /// <param name="read">The queries; pass them the token.</param>
    /// <param name="show">Takes over the answer.</param>
    /// <param name="doing">What is being read, for the log.</param>
    protected Task<bool> RefreshAsync<T>(Func<AppDb, CancellationToken, Task<T>> read, Func<T, Task> show, [CallerMemberName] string doing = "") => TryInBackgroundAsync(
        () => Reading.RefreshAsync(
            async () =>
            {
                await using var db = await Factory.CreateDbContextAsync(Leaving);
                return await read(db, Leaving);
            },
            show),
        doing);

    /// <summary>As <see cref="ReadAsync{T}(Func{AppDb, CancellationToken, Task{T}}, Action{T}, LatestResult, string)"/>; the circuit takes what the prerendering of the same page has read.</summary>
    /// <param name="key">Names the answer: the query of the page, the number of the record.</param>
    /// <param name="read">The queries; pass them the token.</param>
    /// <param name="show">Takes over the answer.</param>
    /// <param name="doing">What is being read, for the log.</param>
    protected async Task ReadOnceAsync<T>(string key, Func<AppDb, CancellationToken, Task<T>> read, Action<T> show, [CallerMemberName] string doing = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(show);
        var name = $"{GetType().Name}:{key}";
        if (RendererInfo.IsInteractive && services.Prerendered.Take<Kept<T>>(Me, name) is { } kept)
        {
            ReadAt = kept.ReadAt;
            show(kept.Answer);
            return;
        }

        ReadAt = null;
        var asked = Time.GetUtcNow();
        await ReadAsync(read, Show, doing: doing);

        void Show(T answer)
        {
            ReadAt = asked;
            show(answer);
            if (!RendererInfo.IsInteractive && AssignedRenderMode is not null)
            {
                services.Prerendered.Keep(Me, name, new Kept<T>(answer, asked));
            }
        }
    }

    /// <summary>For background work, whose failure the user need not see: the next event runs it again. False on failure.</summary>
    protected async Task<bool> TryInBackgroundAsync(Func<Task> work, [CallerMemberName] string doing = "")
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            await work();
            return true;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception) when (IsLogged(exception, doing))
        {
            return false;
        }
    }

    private bool IsLogged(Exception exception, string doing)
    {
        var isFailure = IsFailure(exception);
        if (isFailure)
        {
            Log(exception, doing);
        }

        return isFailure;
    }

    private void Log(Exception exception, string doing) => services.Logs.CreateLogger(GetType()).Log(DatabaseFailure.LevelOf(exception), exception, "{Doing} failed.", doing);

    /// <summary>What prerendering keeps for the circuit.</summary>
    private sealed record Kept<T>(T Answer, DateTimeOffset ReadAt);
}
