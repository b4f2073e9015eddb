using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>
/// The numbers by which rows without a customer id belong to a person (orders, calls), in comparison form: of the customer and former ones. An identity card decides;
/// a telephone decides only about rows without a card, because a family may share it.
/// </summary>
public sealed record CustomerKeys(IReadOnlyList<PhoneNumber> Phones, IReadOnlyList<IdNumber> Ids)
{
    /// <summary>Of a customer that the caller may see.</summary>
    public static async Task<CustomerKeys> OfAsync(AppDb db, Customer customer, CancellationToken token = default) => Of(
        customer,
        await db.FormerValues.AsNoTracking().Where(f => f.CustomerId == customer.Id && (f.PhoneKey != null || f.IdNumberKey != null)).ToListAsync(token));

    /// <summary>Of a customer whose former values are read.</summary>
    public static CustomerKeys Of(Customer customer, IReadOnlyList<FormerValue> former)
    {
        ArgumentNullException.ThrowIfNull(customer);
        var own = former.Where(f => f.Field == CustomerFields.Phone || f.Field == CustomerFields.IdNumber).ToList();
        return new(
            [.. own.Select(f => f.PhoneKey).Prepend(customer.PhoneKey).OfType<PhoneNumber>().Distinct()],
            [.. own.Select(f => f.IdNumberKey).Prepend(customer.IdNumberKey).OfType<IdNumber>().Distinct()]);
    }
}
