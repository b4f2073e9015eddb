using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Profile.Saving;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Profile.Form;

/// <summary>Another customer with a value that is typed. Without <paramref name="Id"/> the user may not see who it is.</summary>
public sealed record KnownCustomer(int? Id, string? Name, string? Details)
{
    private const int Most = 5;

    /// <summary>Names the customer only to those who may see it.</summary>
    public static KnownCustomer Of(Customer customer, CurrentUser me) =>
        customer.IsVisibleTo(me) ? new(customer.Id, customer.Name, DetailsOf(customer)) : new(null, null, null);

    /// <summary>Who has the value of this field: a unique value, or the same name of a person. The caller has counted the number as a look-up.</summary>
    public static async Task<IReadOnlyList<KnownCustomer>> FindAsync(
        AppDb db, CustomerField field, CustomerValues values, int? except, CurrentUser me, CancellationToken token)
    {
        var only = field.Copy(new CustomerValues { Type = values.Type }, values);
        var owners = field.Name == CustomerFields.FullName && values.Type == CustomerType.Individual
            ? await db.Customers.AsNoTracking().SameNameAs(values.Name).Where(c => c.Id != except).OrderBy(c => c.Id).Take(Most).ToListAsync(token)
            : [.. (await db.TakenAsync(only, except, token)).Select(taken => taken.Owner)];
        return [.. owners.Select(owner => Of(owner, me)).Distinct()];
    }

    private static string DetailsOf(Customer customer) =>
        string.Join(' ', new[] { customer.Phone?.Masked, customer.IdNumber?.Masked, customer.Region }.Where(part => part is not null));
}
