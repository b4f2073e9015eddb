using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;

namespace WorkOrders.Defaults.InDefault;

/// <summary>A customer with their state 正常, 违约 or 已重生.</summary>
public sealed record FoundCustomer
{
    public required Customer Customer { get; init; }

    /// <summary>Null if the customer has no case.</summary>
    public DefaultCustomer? Known { get; init; }

    public DefaultStatus Status => Known?.Status ?? DefaultStatus.Normal;

    public bool IsInDefault => Known is { IsInDefault: true };

    /// <summary>Returns the row for a new case; the first case of a customer creates it.</summary>
    internal DefaultCustomer ForCase() => Known ?? new DefaultCustomer(Customer);
}

/// <summary>Queries for <see cref="FoundCustomer"/>.</summary>
public static class CustomerFinding
{
    public static IQueryable<FoundCustomer> WithDefault(this IQueryable<Customer> customers, AppDb db) =>
        customers.LeftJoin(db.DefaultCustomers, c => c.Id, d => d.CustomerId, (c, d) => new FoundCustomer { Customer = c, Known = d });
}
