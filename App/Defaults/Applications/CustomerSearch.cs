using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>Finds whom an application is about: by whole telephone or ID number, or by name.</summary>
public static class CustomerSearch
{
    public const int Most = 8;
    private const int ShortestName = 1;

    /// <summary>Names that begin with the text first; those that only contain it when there are none.</summary>
    public static async Task<IReadOnlyList<Customer>> FindAsync(AppDb db, string? text, CurrentUser me)
    {
        if (Normalise.Text(text) is not { Length: > ShortestName and <= Customer.NameLength } typed)
        {
            return [];
        }

        var customers = db.Customers.AsNoTracking().VisibleTo(me);
        var (phone, id) = (PhoneNumber.Parse(typed), IdNumber.Parse(typed));
        if (phone is not null || id is not null)
        {
            var byNumber = await First(customers.Where(c => (phone != null && c.Phone == phone) || (id != null && c.IdNumber == id)));
            if (byNumber.Count > 0)
            {
                return byNumber;
            }
        }

        var found = await First(customers.Where(c => c.Name.StartsWith(typed)));
        return found.Count > 0 ? found : await First(customers.Where(c => c.Name.Contains(typed)));
    }

    private static Task<List<Customer>> First(IQueryable<Customer> customers) => customers.OrderBy(c => c.Name).ThenBy(c => c.Id).Take(Most).ToListAsync();
}
