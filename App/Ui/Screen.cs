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
public abstract class Screen(ScreenServices services) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();

    /// <summary>The error above the form or list, in the user's language; null after success.</summary>
    protected string? Problem { get; set; }

    /// <summary>True while an act runs: buttons are disabled and a second click is ignored.</summary>
    protected bool IsActing { get; private set; }

    /// <summary>The screen's main read.</summary>
    protected LatestResult Reading { get; } = new();

    /// <summary>True when the main read failed; the screen then offers 重试.</summary>
    protected bool HasFailed => Reading.HasFailed;

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
    protected Task ReadAsync<T>(Func<AppDb, CancellationToken, Task<T>> read, Action<T> show, LatestResult? reading = null, [CallerMemberName] string doing = "") =>
        (reading ?? Reading).ReadAsync(
            async overtaken =>
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(overtaken, Leaving);
                await using var db = await Factory.CreateDbContextAsync(either.Token);
                return await read(db, either.Token);
            },
            show,
            exception => IsLogged(exception, doing));

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

    /// <summary>As <see cref="ReadAsync{T}"/>; the circuit takes what the prerendering of the same page has read.</summary>
    /// <param name="key">Names the answer: the query of the page, the number of the record.</param>
    /// <param name="read">The queries; pass them the token.</param>
    /// <param name="show">Takes over the answer.</param>
    /// <param name="doing">What is being read, for the log.</param>
    protected async Task ReadOnceAsync<T>(string key, Func<AppDb, CancellationToken, Task<T>> read, Action<T> show, [CallerMemberName] string doing = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(show);
        var name = $"{GetType().Name}:{key}";
        if (RendererInfo.IsInteractive && services.Prerendered.Take<T>(Me, name) is { } kept)
        {
            show(kept);
            return;
        }

        await ReadAsync(read, Show, doing: doing);

        void Show(T answer)
        {
            show(answer);
            if (!RendererInfo.IsInteractive && AssignedRenderMode is not null)
            {
                services.Prerendered.Keep(Me, name, answer);
            }
        }
    }

    /// <summary>Runs <paramref name="act"/> and saves its changes unless it was refused. False when refused, failed, or for a second click.</summary>
    /// <param name="done">The message after success, a key of the localizer; null when the caller tells it.</param>
    /// <param name="act">Changes the records of the context.</param>
    /// <param name="doing">What is being done, for the log.</param>
    protected Task<bool> ActAsync(string? done, Func<AppDb, Task<Outcome>> act, [CallerMemberName] string doing = "") => ActAsync(
        done,
        async () =>
        {
            await using var db = await Factory.CreateDbContextAsync();
            return await db.SaveUnlessRefusedAsync(await act(db));
        },
        doing);

    /// <summary>For an <paramref name="act"/> that saves by itself. It is not cancelled when the user leaves.</summary>
    /// <param name="done">The message after success, a key of the localizer; null when the caller tells it.</param>
    /// <param name="act">Acts and saves.</param>
    /// <param name="doing">What is being done, for the log.</param>
    protected async Task<bool> ActAsync(string? done, Func<Task<Outcome>> act, [CallerMemberName] string doing = "")
    {
        ArgumentNullException.ThrowIfNull(act);
        var isDone = await TryAsync(
            async () =>
            {
                var outcome = await act();
                Problem = outcome.IsRefused ? services.Words[outcome.Reason, [.. outcome.Arguments]].Value : null;
            },
            doing) && Problem is null;
        if (isDone && done is not null)
        {
            Toasts.Done(services.Words[done]);
        }

        return isDone;
    }

    /// <summary>Runs one act at a time. False, with <see cref="Problem"/> in words, when a newer version or a failure prevented it; false for a second click.</summary>
    protected async Task<bool> TryAsync(Func<Task> act, [CallerMemberName] string doing = "")
    {
        ArgumentNullException.ThrowIfNull(act);
        if (IsActing)
        {
            return false;
        }

        IsActing = true;
        Problem = null;
        try
        {
            await act();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            Problem = services.Words[ConflictText];
        }
        catch (Exception exception) when (IsLogged(exception, doing))
        {
            Problem = services.Words[FailureText];
        }
        finally
        {
            IsActing = false;
        }

        return false;
    }

    /// <summary>What <see cref="Problem"/> says when another user saved first; a key of the localizer.</summary>
    protected virtual string ConflictText => "列表刚被他人修改，已重新加载，请再试一次";

    /// <summary>What <see cref="Problem"/> says when the database is out of reach; a key of the localizer.</summary>
    protected virtual string FailureText => "暂时无法保存，填写的内容还在，请稍后再试。";

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
        if (!IsFailure(exception))
        {
            return false;
        }

        services.Logs.CreateLogger(GetType()).LogError(exception, "{Doing} failed.", doing);
        return true;
    }
}
