using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

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

    /// <summary>Whoever saw the customer before has to look again, also when no value of its own changed: a merge, its undo, a new row of the customer.</summary>
    internal static void RaiseVersion(this AppDb db, Customer customer) => db.Entry(customer).Property(c => c.Version).IsModified = true;

    /// <summary>The tracked customer that the user may see; an alias leads to its survivor.</summary>
    internal static async Task<Customer?> CustomerAsync(this AppDb db, int id, CurrentUser me, CancellationToken token = default) =>
        await db.Customers.VisibleTo(me).FirstOrDefaultAsync(c => c.Id == id, token) is { } customer ? customer
        : await db.SurvivorOfAsync(id, token) is var survivor && survivor != id ? await db.Customers.VisibleTo(me).FirstOrDefaultAsync(c => c.Id == survivor, token)
        : null;
}
