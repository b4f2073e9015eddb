using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Profile.Saving;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Profile.Listing;

/// <summary>One row of the list 客户档案.</summary>
public sealed record CustomerRow(
    int Id, string Name, CustomerType Type, CustomerLevel Level, PhoneNumber? Phone, string? Owner, string? Region, DateTimeOffset? LastFollowUpAt,
    DateOnly? NextContactOn, CustomerStatus Status)
{
    public static readonly Expression<Func<Customer, CustomerRow>> Projection = c => new CustomerRow(
        c.Id, c.Name, c.Type, c.Level, c.Phone, c.Owner!.DisplayName, c.Region, c.LastFollowUpAt, c.NextContactOn, c.Status);
}

/// <summary>One page of the list.</summary>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Total">Number of matching customers; <see cref="CustomerQuery.Cap"/> when counting stopped there.</param>
/// <param name="IsCapped">More customers match than were counted.</param>
/// <param name="Managers">The people who can be chosen as owner in the filter.</param>
public sealed record CustomersRead(IReadOnlyList<CustomerRow> Rows, int Total, bool IsCapped, IReadOnlyList<AccountManager> Managers)
{
    /// <summary>The limit of look-ups that kept the list from being read.</summary>
    public Outcome Outcome { get; init; } = Outcome.Done;

    public bool HasNext(int page) => IsCapped ? Rows.Count == ListPager.Length : page < ListPager.PagesOf(Total);
}

/// <summary>Reads a page of the list.</summary>
public static class CustomerPaging
{
    // Beyond it a person narrows the list.
    private const int LastPage = CustomerQuery.Cap * 10 / ListPager.Length;

    /// <summary>The page with its number: the last one when the requested one doesn't exist.</summary>
    public static async Task<(int Number, CustomersRead Read)> PageAsync(
        this IQueryable<Customer> visible, CustomerQuery query, IReadOnlyList<AccountManager> managers, CurrentUser me, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = await query.FilterFor(me).ByNameAsync(visible, token);
        var found = filter.Apply(visible);
        var counted = await found.Select(c => c.Id).Take(CustomerQuery.Cap + 1).CountAsync(token);
        var isCapped = counted > CustomerQuery.Cap;
        var number = Math.Min(query.Page, isCapped ? LastPage : ListPager.PagesOf(counted));
        var rows = await found.InOrder(query.EffectiveSort, query.IsAscending).Skip((number - 1) * ListPager.Length).Take(ListPager.Length)
            .Select(CustomerRow.Projection).ToListAsync(token);
        return (number, new CustomersRead(rows, Math.Min(counted, CustomerQuery.Cap), isCapped, managers));
    }
}
