using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Customer360;

/// <summary>The head of the 360° view: the customer, the name of the owner, and values the customer had before merges.</summary>
public sealed record CustomerProfile(Customer Customer, string? Owner, IReadOnlyList<FormerValue> Former)
{
    private const int MostFormer = 200;

    /// <summary>Null when there is no such customer or the user may not see them. One query.</summary>
    public static async Task<CustomerProfile?> ReadAsync(AppDb db, int id, CurrentUser me, CancellationToken token) =>
        await db.Customers.AsNoTracking().VisibleTo(me).Where(c => c.Id == id)
            .Select(c => new CustomerProfile(
                c, c.Owner!.DisplayName, db.Set<FormerValue>().Where(f => f.CustomerId == c.Id).OrderBy(f => f.Id).Take(MostFormer).ToList()))
            .FirstOrDefaultAsync(token);

    /// <summary>What the blocks get.</summary>
    public CustomerOnPage OnPage(CurrentUser me) => new(
        Customer.Id, Customer.Name, CustomerKeys.Of(Customer, Former), Customer.CanWorkWith(me), Customer.Status == CustomerStatus.InPool) { Right = Customer.RightToReveal(me) };
}
