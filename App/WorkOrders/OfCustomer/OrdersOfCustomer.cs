using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders.OfCustomer;

/// <summary>
/// The orders of a customer: those with the ID number, and those without an ID number on which the customer's telephone stands. Whoever may read orders opens
/// them; an account manager learns number, type, status and time of the orders of their own customers, no texts.
/// </summary>
public sealed record OrdersOfCustomer(IReadOnlyList<OrderOfCustomer> Rows, int Total, int Hidden)
{
    /// <summary>One query.</summary>
    public static async Task<OrdersOfCustomer> ReadAsync(AppDb db, CustomerOnPage customer, int most, CurrentUser me, CancellationToken token)
    {
        var orders = Of(db, customer.Keys);
        var known = orders.KnownTo(db, customer, me);
        var read = await db.Customers.VisibleTo(me).Where(c => c.Id == customer.Id).Select(c => new
        {
            All = orders.Count(),
            Known = known.Count(),
            Rows = known.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id).Take(most).Select(o => new OrderOfCustomer(
                o.Number, db.Set<ProblemCategory>().Where(p => p.Id == o.ProblemTypeId).Select(p => p.Name).FirstOrDefault(), o.Status, o.CreatedAt, o.SettledAt)).ToList(),
        }).FirstOrDefaultAsync(token);
        return read is null ? new([], 0, 0) : new(read.Rows, read.Known, read.All - read.Known);
    }

    /// <summary>By number, each over its own index. A telephone decides only where there is no ID number, because a family may share it.</summary>
    internal static IQueryable<WorkOrder> Of(AppDb db, CustomerKeys keys)
    {
        var (phones, ids) = (keys.Phones, keys.Ids);
        var all = db.WorkOrders.AsNoTracking();
        var found = all.Where(o => o.IdNumberKey != null && ids.Contains(o.IdNumberKey)).Select(o => o.Id)
            .Union(all.Where(o => o.IdNumberKey == null && o.CustomerPhoneKey != null && phones.Contains(o.CustomerPhoneKey)).Select(o => o.Id))
            .Union(all.Where(o => o.IdNumberKey == null && o.CallerNumberKey != null && phones.Contains(o.CallerNumberKey)).Select(o => o.Id));
        return all.Where(o => found.Contains(o.Id));
    }
}

/// <summary>What everybody who knows of the order may see of it: no texts.</summary>
public sealed record OrderOfCustomer(string Number, string? ProblemType, WorkOrderStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? SettledAt)
{
    /// <summary>The order's page; null when the user may not open it.</summary>
    public string? AddressFor(CurrentUser me) => me.May(Permission.ReadOrders) ? "/work-orders/" + Number : null;
}

/// <summary>Which of a customer's orders the user may know of.</summary>
internal static class OrdersOfCustomerQueries
{
    public static IQueryable<WorkOrder> KnownTo(this IQueryable<WorkOrder> orders, AppDb db, CustomerOnPage customer, CurrentUser me)
    {
        if (me.May(Permission.ReadOrders))
        {
            return orders.VisibleTo(me);
        }

        return me.Is(Roles.AccountManager) ? orders.Where(_ => db.Set<Customer>().Any(c => c.Id == customer.Id && c.OwnerId == me.Id)) : orders.Where(_ => false);
    }

    /// <summary>Created in the period of the timeline.</summary>
    public static Expression<Func<WorkOrder, bool>> Began(TimelineAsk ask) => o => (ask.From == null || o.CreatedAt >= ask.From) && (ask.Before == null || o.CreatedAt < ask.Before);

    /// <summary>Settled in the period.</summary>
    public static Expression<Func<WorkOrder, bool>> Ended(TimelineAsk ask) =>
        o => o.SettledAt != null && (ask.From == null || o.SettledAt >= ask.From) && (ask.Before == null || o.SettledAt < ask.Before);
}
