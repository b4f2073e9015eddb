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
}
