using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Radzen;

namespace WorkOrders.Shared;

/// <summary>A part of a page that does one thing at a time and says what became of it: done, refused and why, overtaken, or not possible now.</summary>
public abstract class ActingComponent : ComponentBase
{
    /// <summary>What stands above the form, in the reader's language; null after what went well.</summary>
    protected string? Problem { get; set; }

    protected bool IsActing { get; private set; }

    [Inject]
    protected IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    protected NotificationService Notices { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Text> Words { get; set; } = null!;

    [Inject]
    private ILoggerFactory Logs { get; set; } = null!;

    /// <summary>Saves what <paramref name="act"/> did unless it was refused. False as well for the second of two clicks.</summary>
    protected Task<bool> ActAsync(string done, Func<AppDb, Task<Outcome>> act) => ActAsync(done, async () =>
    {
        await using var db = await Factory.CreateDbContextAsync();
        var outcome = await act(db);
        if (!outcome.IsRefused)
        {
            await db.SaveChangesAsync();
        }

        return outcome;
    });

    /// <summary>As the other one, where <paramref name="act"/> saves by itself. Without <paramref name="done"/> the caller says what became of it.</summary>
    protected async Task<bool> ActAsync(string? done, Func<Task<Outcome>> act)
    {
        ArgumentNullException.ThrowIfNull(act);

        // The second of two clicks finds the first one at work.
        if (IsActing)
        {
            return false;
        }

        (IsActing, Problem) = (true, null);
        try
        {
            var outcome = await act();
            Problem = outcome.IsRefused ? Words[outcome.Reason, [.. outcome.Arguments]].Value : null;
        }
        catch (DbUpdateConcurrencyException)
        {
            Problem = Words["列表刚被他人修改，已重新加载，请再试一次"];
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Logs.CreateLogger(GetType()).LogError(exception, "What was asked for could not be saved.");
            Problem = Words["暂时无法保存，填写的内容还在，请稍后再试。"];
        }
        finally
        {
            IsActing = false;
        }

        if (Problem is null && done is not null)
        {
            Notices.Notify(NotificationSeverity.Success, Words[done]);
        }

        return Problem is null;
    }
}
