using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>
/// The numbers by which rows without a customer id belong to a person (orders, calls), in comparison form: of the customer, and former ones that nobody else has now.
/// An identity card decides; a telephone decides only about rows without a card, because a family may share it.
/// </summary>
public sealed record CustomerKeys(IReadOnlyList<PhoneNumber> Phones, IReadOnlyList<IdNumber> Ids)
{
    /// <summary>Without former numbers.</summary>
    public static CustomerKeys OfNow(Customer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        return new([.. new[] { customer.PhoneKey }.OfType<PhoneNumber>()], [.. new[] { customer.IdNumberKey }.OfType<IdNumber>()]);
    }

    /// <summary>Of a customer that the caller may see.</summary>
    public static async Task<CustomerKeys> OfAsync(AppDb db, Customer customer, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(customer);
        var former = await db.FormerValues.AsNoTracking().Where(f => f.CustomerId == customer.Id)
            .Where(f => (f.Field == CustomerFields.Phone && !db.Set<Customer>().Any(c => c.PhoneKey == f.PhoneKey))
                || (f.Field == CustomerFields.IdNumber && !db.Set<Customer>().Any(c => c.IdNumberKey == f.IdNumberKey)))
            .ToListAsync(token);
        var (phones, ids) = OfNow(customer);
        return new(
            [.. phones.Concat(former.Select(f => f.PhoneKey).OfType<PhoneNumber>()).Distinct()],
            [.. ids.Concat(former.Select(f => f.IdNumberKey).OfType<IdNumber>()).Distinct()]);
    }
}
