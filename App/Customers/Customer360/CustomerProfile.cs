using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Customer360;

/// <summary>The head of the 360° view: the customer, the name of the owner, and values the customer had before merges.</summary>
public sealed record CustomerProfile(Customer Customer, string? Owner, IReadOnlyList<FormerValue> Former)
{
    private const int MostFormer = 200;

    /// <summary>The numbers of the customer's orders. They stay on the server.</summary>
    private CustomerKeys Keys { get; init; } = CustomerKeys.OfNow(Customer);

    /// <summary>Null when there is no such customer or the user may not see them. One query, two for a customer with former values.</summary>
    public static async Task<CustomerProfile?> ReadAsync(AppDb db, int id, CurrentUser me, CancellationToken token)
    {
        var found = await db.Customers.AsNoTracking().VisibleTo(me).Where(c => c.Id == id)
            .Select(c => new CustomerProfile(
                c, c.Owner!.DisplayName, db.Set<FormerValue>().Where(f => f.CustomerId == c.Id).OrderBy(f => f.Id).Take(MostFormer).ToList()))
            .FirstOrDefaultAsync(token);
        return found is { Former.Count: > 0 } ? found with { Keys = await CustomerKeys.OfAsync(db, found.Customer, token) } : found;
    }

    /// <summary>What the blocks get.</summary>
    public CustomerOnPage OnPage(CurrentUser me) => new(
        Customer.Id, Customer.Name, Keys, Customer.CanWorkWith(me), Customer.Status == CustomerStatus.InPool) { Right = Customer.RightToReveal(me) };
}
