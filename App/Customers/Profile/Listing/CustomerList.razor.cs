using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Profile.Saving;
using WorkOrders.Database;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Profile.Listing;

/// <summary>List 客户档案; view, filter, order and page are in the address.</summary>
public sealed partial class CustomerList(ScreenServices services, LookUpCounter lookUps) : UrlQueryList<CustomerQuery, CustomersRead>(services)
{
    private DateOnly Today => BusinessTime.DayOf(Time.GetUtcNow());

    protected override CustomerQuery Parse(string query) => CustomerQuery.Parse(query, Me);

    protected override async Task<(CustomerQuery Shown, CustomersRead Read)> ReadAsync(AppDb db, CustomerQuery asked, CancellationToken token)
    {
        var managers = await db.AccountManagers().InOrderAsync(token);
        var number = asked.Page;
        var (lookUp, page) = await lookUps.AskAsync(
            LookUpPlace.CustomerFilter,
            Me,
            asked.FilterFor(Me).Numbers,
            async () =>
            {
                (number, var read) = await db.Customers.AsNoTracking().VisibleTo(Me).PageAsync(asked, managers, Me, token);
                return read;
            },
            read => read.Rows.Count > 0,
            token);
        return (asked with { Page = number }, page ?? new CustomersRead([], 0, false, managers) { Outcome = lookUp.Outcome });
    }

    // A list of many people's customers can't be sorted by the day of contact.
    private RenderFragment Sorted(string text, CustomerSort sort) => SortLink.Head(
        L[text],
        sort == CustomerSort.NextContact && !Query.CanSortByContact ? null : Query.SortedBy(sort).Address,
        Query.EffectiveSort == sort,
        Query.IsAscending,
        L["先选一位负责人，再按这一列排序"]);
}
