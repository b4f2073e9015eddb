using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications.Form;

/// <summary>Finds the customer of an application by full telephone number, full ID number or name.</summary>
public static class CustomerSearch
{
    public const int Most = 8;
    private const int ShortestName = 1;

    /// <summary>Customers with the number in the text; if there are none, names that start with the text, or else contain it.</summary>
    public static async Task<IReadOnlyList<FoundCustomer>> FindAsync(AppDb db, string? text, SearchedNumber number, CurrentUser me, CancellationToken token)
    {
        if (Normalise.Text(text) is not { Length: > ShortestName and <= Customer.NameLength } typed)
        {
            return [];
        }

        var customers = db.Customers.AsNoTracking().VisibleTo(me);
        var (id, phone) = number;
        if (phone is not null || id is not null)
        {
            var byNumber = await First(customers.Where(c => (phone != null && c.PhoneKey == phone) || (id != null && c.IdNumberKey == id)));
            if (byNumber.Count > 0)
            {
                return byNumber;
            }
        }

        var name = ComparisonForm.OfName(typed);
        if (name.Length <= ShortestName)
        {
            return [];
        }

        var found = await First(customers.Where(c => c.NameKey.StartsWith(name)));
        return found.Count > 0 ? found : await First(customers.Where(c => c.NameKey.Contains(name)));

        Task<List<FoundCustomer>> First(IQueryable<Customer> few) => few.WithDefault(db).OrderBy(f => f.Customer.NameKey).ThenBy(f => f.Customer.Id).Take(Most)
            .ToListAsync(token);
    }
}
