using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Customers.Duplicates;

/// <summary>An alias leads to the survivor of its merge: links, numbers and API ids of the loser go on working.</summary>
public static class Survivors
{
    /// <summary>The customer's own id, or that of the last survivor when it was merged. The caller loads it through what the user may see.</summary>
    public static async Task<int> SurvivorOfAsync(this AppDb db, int id, CancellationToken token = default)
    {
        while (await db.Customers.Where(c => c.Id == id).Select(c => c.MergedIntoId).FirstOrDefaultAsync(token) is { } survivor)
        {
            id = survivor;
        }

        return id;
    }

    /// <summary>Whoever saw the survivor before the merge or its undo has to look again, also when no value of its own changed.</summary>
    internal static void RaiseVersion(this AppDb db, Customer survivor) => db.Entry(survivor).Property(c => c.Version).IsModified = true;
}
