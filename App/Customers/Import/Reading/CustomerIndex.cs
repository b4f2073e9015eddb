using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Import.Reading;

/// <summary>
/// Who has the values that belong to one customer, by comparison form: telephone, identity card, tax id and the name of an enterprise; and, for a row
/// that tells nothing of a person but the name, the name.
/// </summary>
internal sealed class CustomerIndex<T>
    where T : class
{
    private readonly Dictionary<(FieldName Field, string Form), T> owners = [];

    /// <summary>The first owner of a value keeps it.</summary>
    public void Add(CustomerValues values, T owner)
    {
        foreach (var key in Uniques(values).Append((CustomerFields.Name, ComparisonForm.OfName(values.Name))))
        {
            owners.TryAdd(key, owner);
        }
    }

    /// <summary>The owners of the row's values, in the order of the form; empty for a new customer.</summary>
    public IReadOnlyList<(FieldName Field, T Owner)> Find(CustomerValues values)
    {
        var asked = IsOnlyNamed(values) ? [(CustomerFields.Name, ComparisonForm.OfName(values.Name))] : Uniques(values);
        return [.. asked.Where(owners.ContainsKey).Select(key => (key.Field, owners[key]))];
    }

    private static IEnumerable<(FieldName Field, string Form)> Uniques(CustomerValues values)
    {
        (FieldName, string?)[] all =
        [
            (CustomerFields.FullName, values.Type == CustomerType.Enterprise ? ComparisonForm.OfName(values.Name) : null),
            (CustomerFields.Phone, values.Phone?.Key.Unmask()),
            (CustomerFields.TaxId, values.TaxId),
            (CustomerFields.IdNumber, values.IdNumber?.Key.Unmask()),
        ];
        return all.Where(key => !string.IsNullOrEmpty(key.Item2)).Select(key => (key.Item1, key.Item2!));
    }

    private static bool IsOnlyNamed(CustomerValues values) => values is { Type: CustomerType.Individual, Phone: null, IdNumber: null };
}

/// <summary>Reads the customers that rows of a file may be about.</summary>
internal static class SameCustomers
{
    /// <summary>The customers that have a value of the rows, with aliases of merged customers only if they still have a unique one.</summary>
    public static async Task<List<Customer>> SameAsync(
        this IQueryable<Customer> customers, IReadOnlyCollection<CustomerValues> rows, CancellationToken cancellation)
    {
        var phones = rows.Select(r => r.Phone?.Key).OfType<PhoneNumber>().Distinct().ToList();
        var ids = rows.Select(r => r.IdNumber?.Key).OfType<IdNumber>().Distinct().ToList();
        var taxIds = rows.Select(r => r.TaxId).OfType<string>().Distinct().ToList();
        var companies = rows.Where(r => r.Type == CustomerType.Enterprise).Select(r => ComparisonForm.OfName(r.Name)).Distinct().ToList();
        var names = rows.Where(r => r is { Type: CustomerType.Individual, Phone: null, IdNumber: null })
            .Select(r => ComparisonForm.OfName(r.Name)).Distinct().ToList();

        // Very many people have a common name; one of each is enough.
        var oldest = customers.Where(c => c.MergedIntoId == null && names.Contains(c.NameKey)).GroupBy(c => c.NameKey).Select(g => g.Min(c => c.Id));
        List<Customer> found =
        [
            .. await ReadAsync(phones.Count, customers.Where(c => phones.Contains(c.PhoneKey!))),
            .. await ReadAsync(ids.Count, customers.Where(c => ids.Contains(c.IdNumberKey!))),
            .. await ReadAsync(taxIds.Count, customers.Where(c => taxIds.Contains(c.TaxId!))),
            .. await ReadAsync(companies.Count, customers.Where(c => companies.Contains(c.EnterpriseKey!))),
            .. await ReadAsync(names.Count, customers.Where(c => oldest.Contains(c.Id))),
        ];
        return [.. found.DistinctBy(c => c.Id).OrderBy(c => c.Id)];

        async Task<List<Customer>> ReadAsync(int asked, IQueryable<Customer> query) => asked == 0 ? [] : await query.ToListAsync(cancellation);
    }
}
