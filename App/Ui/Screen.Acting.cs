using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Ui;

/// <summary>Acting: one act at a time, its result in words.</summary>
public abstract partial class Screen
{
    /// <summary>The error above the form or list, in the user's language; null after success.</summary>
    protected string? Problem { get; set; }

    /// <summary>True while an act runs: buttons are disabled and a second click is ignored.</summary>
    protected bool IsActing { get; private set; }

    /// <summary>True when the last act failed because another user saved first, or saved the same name; the screen then reads anew.</summary>
    protected bool IsOutdated { get; private set; }

    /// <summary>What <see cref="Problem"/> says when another user saved first; a key of the localizer.</summary>
    protected virtual string ConflictText => "没有保存：内容刚被他人修改，请看过最新内容后再试一次。";

    /// <summary>What <see cref="Problem"/> says when the database is out of reach; a key of the localizer.</summary>
    protected virtual string FailureText => "暂时无法保存，填写的内容还在，请稍后再试。";

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
                Problem = outcome.WrongField?.In(services.Words) ?? (outcome.IsRefused ? services.Words[outcome.Reason, [.. outcome.Arguments]].Value : null);
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
        IsOutdated = false;
        Problem = null;
        try
        {
            await act();
            return true;
        }
        catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException || exception.IsConstraintViolation())
        {
            // A constraint is broken by what another user saved between check and save, but also by a fault in a rule.
            if (exception is not DbUpdateConcurrencyException)
            {
                Log(exception, doing);
            }

            IsOutdated = true;
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
}
