using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Database;

/// <summary>Saves the result of an action.</summary>
public static class SaveUnlessRefused
{
    /// <summary>Saves the changes and returns the outcome. A refused outcome saves nothing.</summary>
    public static async Task<Outcome> SaveUnlessRefusedAsync(this AppDb db, Outcome outcome, CancellationToken cancellation = default)
    {
        if (!outcome.IsRefused)
        {
            await db.SaveChangesAsync(cancellation);
        }

        return outcome;
    }

    /// <summary>For an action on the version that the user saw: returns <paramref name="changed"/> when it is no longer the newest.</summary>
    public static async Task<Outcome> SaveUnlessRefusedAsync(this AppDb db, Outcome outcome, Outcome changed) =>
        outcome.IsRefused || await db.TrySaveAsync() ? outcome : changed;

    /// <summary>Saves the changes; false when another save was first and nothing was saved here.</summary>
    public static async Task<bool> TrySaveAsync(this AppDb db, CancellationToken cancellation = default)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
