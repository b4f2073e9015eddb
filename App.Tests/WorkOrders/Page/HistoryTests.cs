using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Page.CallSummaries;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Page;

public sealed class HistoryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly IdNumber Id = IdNumber.Parse(Given.Id)!;

    [Fact]
    public async Task Pages_follow_each_other_newest_first_without_gaps_or_doubles()
    {
        var li = await database.SaveAsync(Given.User());
        var phone = NewPhone();

        // Three orders have the same time, so the time alone does not define the sort order.
        var orders = Enumerable.Range(0, 50).Select(i => (WorkOrder)Of(li, phone).At(Given.Now.AddMinutes(-(i / 3)))).ToList();
        await database.SaveAsync(orders[0], [.. orders.Skip(1)]);
        var order = await ReadAsync(orders[30].Number);

        List<HistoryRow> all = [];
        for (List<HistoryRow> page; (page = await HistoryAsync(order, all.LastOrDefault(), As.Agent(li))).Count > 0;)
        {
            Assert.InRange(page.Count, 1, HistoryQueries.PageSize + 1);
            all.AddRange(page.Take(HistoryQueries.PageSize));
        }

        var expected = await database.ReadAsync(db => db.WorkOrders.Where(o => o.CustomerPhone == phone && o.Id != order.Id).ToListAsync());
        Assert.Equal(49, all.Count);
        Assert.Equal(expected.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id).Select(o => o.Number), all.Select(r => r.Number));
        Assert.Equal(expected.Where(o => (o.CreatedAt, o.Id).CompareTo((order.CreatedAt, order.Id)) > 0).Select(o => o.Number).Order(), all.Where(r => r.IsLaterThan(order)).Select(r => r.Number).Order());
    }

    [Fact]
    public async Task The_identity_card_goes_before_the_telephone()
    {
        var li = await database.SaveAsync(Given.User());
        var phone = NewPhone();
        WorkOrder order = Of(li, phone).With(f => f with { IdNumber = Id });
        WorkOrder sameCard = Of(li, NewPhone()).With(f => f with { IdNumber = Id });
        WorkOrder samePhone = Of(li, phone);
        await database.SaveAsync(order, sameCard, samePhone);
        Assert.Equal([sameCard.Number], await NumbersAsync(order, As.Agent(li)));
        Assert.Equal([order.Number], await NumbersAsync(samePhone, As.Agent(li)));
    }

    [Fact]
    public async Task Who_may_not_read_orders_sees_none()
    {
        var li = await database.SaveAsync(Given.User());
        var phone = NewPhone();
        WorkOrder order = Of(li, phone);
        await database.SaveAsync(order, (WorkOrder)Of(li, phone));
        Assert.Single(await NumbersAsync(order, As.Agent(li)));
        foreach (var role in Roles.Names.Keys.Except([Roles.Agent, Roles.TeamLeader, Roles.Compliance, Roles.Admin]))
        {
            Assert.Empty(await NumbersAsync(order, As.In(li, role)));
        }
    }

    [Fact]
    public async Task An_order_without_numbers_has_no_history()
    {
        var li = await database.SaveAsync(Given.User());
        WorkOrder order = Of(li, null);
        await database.SaveAsync(order, (WorkOrder)Of(li, null));
        Assert.False(order.NamesCustomer());
        Assert.Empty(await NumbersAsync(order, As.Agent(li)));
    }

    private static PhoneNumber NewPhone() => PhoneNumber.Parse("137" + Given.Next().ToString("D8"))!;

    private static WorkOrderBuilder Of(User handler, PhoneNumber? phone) => Given.WorkOrder().HandledBy(handler).With(f => f with { CustomerPhone = phone });

    private Task<WorkOrder> ReadAsync(string number) => database.ReadAsync(db => db.WorkOrders.AsNoTracking().SingleAsync(o => o.Number == number));

    private async Task<IEnumerable<string>> NumbersAsync(WorkOrder order, CurrentUser me) => (await HistoryAsync(order, null, me)).Select(r => r.Number);

    private Task<List<HistoryRow>> HistoryAsync(WorkOrder order, HistoryRow? last, CurrentUser me) => database.ReadAsync(db => db.HistoryAsync(order, last, me));
}
