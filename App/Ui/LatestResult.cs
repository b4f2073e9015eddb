using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Ui;

/// <summary>Loads page data. When loads overlap, only the result of the latest one is shown, so a slow earlier load can't overwrite it.</summary>
public sealed class LatestResult
{
    private int asked;

    /// <summary>True when the latest load failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Loads the data and calls <paramref name="show"/> unless a newer load has started.</summary>
    public async Task ReadAsync<T>(IDbContextFactory<AppDb> factory, ILogger log, Func<AppDb, Task<T>> read, Action<T> show)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(show);
        var question = ++asked;
        HasFailed = false;
        try
        {
            await using var db = await factory.CreateDbContextAsync();
            var answer = await read(db);
            if (question == asked)
            {
                show(answer);
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "Page data could not be loaded.");
            HasFailed |= question == asked;
        }
    }

    /// <summary>Refreshes the data in the background. The result is dropped if a load has started meanwhile. Returns false on failure.</summary>
    public async Task<bool> RefreshAsync<T>(IDbContextFactory<AppDb> factory, ILogger log, Func<AppDb, Task<T>> read, Func<T, Task> show)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(show);
        var question = asked;
        try
        {
            await using var db = await factory.CreateDbContextAsync();
            var answer = await read(db);
            await (question == asked ? show(answer) : Task.CompletedTask);
            return true;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogWarning(exception, "Page data could not be refreshed.");
            return false;
        }
    }

    /// <summary>Drops the result of the load in progress, because it is outdated.</summary>
    public void Drop() => asked++;
}
