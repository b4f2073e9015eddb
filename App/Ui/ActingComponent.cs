using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Radzen;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Ui;

/// <summary>Base of components that run one action at a time and show its result: done, refused, concurrency conflict, or database failure.</summary>
public abstract class ActingComponent : ComponentBase
{
    /// <summary>The error above the form, in the reader's language; null after success.</summary>
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

    /// <summary>Runs <paramref name="act"/> and saves its changes unless it was refused. Returns false when refused, failed, or for a double click.</summary>
    protected Task<bool> ActAsync(string done, Func<AppDb, Task<Outcome>> act) => ActAsync(done, async () =>
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await db.SaveUnlessRefusedAsync(await act(db));
    });

    /// <summary>For an <paramref name="act"/> that saves by itself. When <paramref name="done"/> is null, the caller shows the success message.</summary>
    protected async Task<bool> ActAsync(string? done, Func<Task<Outcome>> act)
    {
        ArgumentNullException.ThrowIfNull(act);

        // Ignore a double click.
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
            Logs.CreateLogger(GetType()).LogError(exception, "The action could not be saved.");
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
