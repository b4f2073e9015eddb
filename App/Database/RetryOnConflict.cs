using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Database;

/// <summary>
/// Optimistic concurrency: an act whose save conflicts with another user's save, or deadlocks with it, starts again on a fresh context, so that the rules are
/// asked again.
/// </summary>
public static class RetryOnConflict
{
    private const int Tries = 3;

    /// <summary>Runs an <paramref name="act"/> that saves by itself. The conflict of the last try is thrown.</summary>
    /// <param name="factory">Creates a context for each try.</param>
    /// <param name="act">Loads, asks the rules, changes and saves; nothing of a failed try may be kept outside.</param>
    /// <param name="tries">How often the act is run at most.</param>
    /// <param name="orElse">Other failed saves that are worth a retry, for example <see cref="DatabaseFailure.IsConstraintViolation"/>.</param>
    public static async Task<T> RetryOnConflictAsync<T>(
        this IDbContextFactory<AppDb> factory, Func<AppDb, Task<T>> act, int tries = Tries, Func<DbUpdateException, bool>? orElse = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = await factory.CreateDbContextAsync();
                return await act(db);
            }
            catch (Exception exception) when (attempt < tries && IsLost(exception, orElse))
            {
                // Retry.
            }
        }
    }

    /// <summary>Runs <paramref name="act"/> and saves unless it was refused. Returns <paramref name="changed"/> when the last try conflicts, too.</summary>
    public static async Task<Outcome> RetryOnConflictAsync(
        this IDbContextFactory<AppDb> factory, Func<AppDb, Task<Outcome>> act, Outcome changed, int tries = Tries, Func<DbUpdateException, bool>? orElse = null)
    {
        try
        {
            return await factory.RetryOnConflictAsync(async db => await db.SaveUnlessRefusedAsync(await act(db)), tries, orElse);
        }
        catch (DbUpdateConcurrencyException)
        {
            return changed;
        }
    }

    private static bool IsLost(Exception exception, Func<DbUpdateException, bool>? orElse) =>
        exception is DbUpdateConcurrencyException || exception.IsDeadlock() || (exception is DbUpdateException failed && orElse?.Invoke(failed) == true);
}
