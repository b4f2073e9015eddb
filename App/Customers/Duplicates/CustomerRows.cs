using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Customers.Duplicates;

/// <summary>A row that belongs to one customer and follows it through a merge.</summary>
public interface IOfCustomer
{
    long Id { get; }

    int CustomerId { get; }
}

/// <summary>A kind of rows that a merge moves to the survivor and its undo moves back; registered by the feature that owns them.</summary>
/// <param name="code">Stored with each moved row; never changes.</param>
/// <param name="text">Their name, a key of the localizer.</param>
public abstract class CustomerRows(string code, string text)
{
    public string Code => code;

    public string Text => text;

    /// <summary>The ids of the customer's rows.</summary>
    public abstract Task<List<long>> IdsAsync(AppDb db, int customerId, CancellationToken token);

    /// <summary>Moves those of the rows that still belong to <paramref name="from"/>; returns how many.</summary>
    public abstract Task<int> MoveAsync(AppDb db, IReadOnlyList<long> ids, int from, int to, CancellationToken token);
}

/// <inheritdoc/>
public sealed class CustomerRows<T>(string code, string text) : CustomerRows(code, text)
    where T : class, IOfCustomer
{
    public override Task<List<long>> IdsAsync(AppDb db, int customerId, CancellationToken token) =>
        db.Set<T>().Where(r => r.CustomerId == customerId).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(token);

    public override Task<int> MoveAsync(AppDb db, IReadOnlyList<long> ids, int from, int to, CancellationToken token) =>
        db.Set<T>().Where(r => ids.Contains(r.Id) && r.CustomerId == from).ExecuteUpdateAsync(set => set.SetProperty(r => r.CustomerId, to), token);
}

/// <summary>Registers what a merge moves.</summary>
public static class CustomerRowsRegistration
{
    public static void AddCustomerRows<T>(this IServiceCollection services, string code, string text)
        where T : class, IOfCustomer => services.AddSingleton<CustomerRows>(new CustomerRows<T>(code, text));
}
