using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Shared;

/// <summary>What a screen may read again while an earlier reading still runs: of two answers only the one to the last question is shown, whichever comes last.</summary>
public sealed class NewestReading
{
    private int asked;

    /// <summary>The database didn't answer the last question.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Asks, and gives the answer to <paramref name="show"/> unless something was asked since.</summary>
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
            log.LogError(exception, "What a screen shows could not be read.");
            HasFailed |= question == asked;
        }
    }

    /// <summary>Reads quietly what is shown already: dropped when something was asked meanwhile, and what can't be read stays as it is. False then.</summary>
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
            log.LogWarning(exception, "What a screen shows could not be refreshed.");
            return false;
        }
    }

    /// <summary>What is being read now is about what no longer stands: its answer is dropped.</summary>
    public void Drop() => asked++;
}
