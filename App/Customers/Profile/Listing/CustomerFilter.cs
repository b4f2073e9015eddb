using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Profile.Listing;

/// <summary>Filter of customers, for list, export and API. Numbers are compared whole.</summary>
public sealed record CustomerFilter
{
    public string? Name { get; init; }

    public PhoneNumber? Phone { get; init; }

    public IdNumber? IdNumber { get; init; }

    /// <summary>As <see cref="CreditCode.Parse"/> returns it.</summary>
    public string? TaxId { get; init; }

    public CustomerType? Type { get; init; }

    public CustomerLevel? Level { get; init; }

    public CustomerStatus? Status { get; init; }

    public int? OwnerId { get; init; }

    public string? Region { get; init; }

    public string? Industry { get; init; }

    /// <summary>Last follow-up not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Last follow-up before.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>No name begins with the text: enterprises whose name contains it are found, by pairs of characters.</summary>
    public bool IsByPart { get; init; }

    /// <summary>The complete numbers in it, which count as look-ups when it is applied.</summary>
    public IEnumerable<Sensitive?> Numbers => [Phone, IdNumber];

    /// <summary>Looks for names that begin with the text first.</summary>
    public async Task<CustomerFilter> ByNameAsync(IQueryable<Customer> visible, CancellationToken token) =>
        ComparisonForm.OfName(Name) is { } name && NameLikeness.BigramsOfPart(name).Count > 0 && !await visible.AnyAsync(c => c.NameKey.StartsWith(name), token)
            ? this with { IsByPart = true }
            : this;

    public IQueryable<Customer> Apply(IQueryable<Customer> customers)
    {
        customers = ApplyNumbers(customers);
        if (ComparisonForm.OfName(Name) is { } name)
        {
            customers = IsByPart ? ByPart(customers, name) : customers.Where(c => c.NameKey.StartsWith(name));
        }

        customers = Type is { } type ? customers.Where(c => c.Type == type) : customers;
        customers = Level is { } level ? customers.Where(c => c.Level == level) : customers;
        customers = Status is { } status ? customers.Where(c => c.Status == status) : customers;
        customers = OwnerId is { } owner ? customers.Where(c => c.OwnerId == owner) : customers;
        customers = Region is { } region ? customers.Where(c => c.Region == region) : customers;
        customers = Industry is { } industry ? customers.Where(c => c.Industry == industry) : customers;

        // Nobody without a follow-up is in a period: their key is the beginning of time.
        customers = From is { } from ? customers.Where(c => c.LastFollowUpKey >= from) : customers;
        return Before is { } before ? customers.Where(c => c.LastFollowUpAt != null && c.LastFollowUpKey < before) : customers;
    }

    // Reads only enterprises that have all pairs of the text; a search through all names would read the whole table.
    private static IQueryable<Customer> ByPart(IQueryable<Customer> customers, string name)
    {
        foreach (var pair in NameLikeness.BigramsOfPart(name))
        {
            customers = customers.Where(c => c.Bigrams.Any(b => b.Pair == pair));
        }

        return customers.Where(c => c.NameKey.Contains(name));
    }

    private IQueryable<Customer> ApplyNumbers(IQueryable<Customer> customers)
    {
        customers = Phone?.Key is { } phone ? customers.Where(c => c.PhoneKey == phone) : customers;
        customers = IdNumber?.Key is { } id ? customers.Where(c => c.IdNumberKey == id) : customers;
        return TaxId is { } tax ? customers.Where(c => c.TaxId == tax) : customers;
    }
}
