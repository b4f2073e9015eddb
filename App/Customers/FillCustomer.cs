using WorkOrders.Database;
using WorkOrders.LoanCore;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>Fills the empty fields of our customer from a successful answer of the loan core.</summary>
internal sealed class FillCustomer : ILoanCoreReader
{
    public async Task ReadAsync(AppDb db, IdNumber id, LoanCorePerson person, DateTimeOffset now)
    {
        if (await db.Customers.OfCoreAsync(id, person) is { } customer)
        {
            customer.FillFrom(person, await Adopting.TakenAsync(db, customer, person), now);
        }
    }
}
