using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.LoanCore.StandIn;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>Provides our customers to the stand-in loan core.</summary>
internal sealed class KnownCustomers : IKnownPeople
{
    public async Task<KnownPerson?> FindAsync(AppDb db, IdNumber id)
    {
        var customer = await db.Customers.AsNoTracking().OrderBy(c => c.Id).FirstOrDefaultAsync(c => c.IdNumberKey == id.Key);
        return customer is null ? null : new KnownPerson(customer.Name, customer.Phone?.Unmask(), customer.Address?.Unmask());
    }
}
