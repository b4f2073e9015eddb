using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Customers;
using WorkOrders.Customers.Customer360;
using WorkOrders.NewOrder;
using WorkOrders.OfCustomer;
using WorkOrders.Page.Person;
using WorkOrders.Shared.People;
using static WorkOrders.Tests.Customers.Customer360.GivenCustomer;

namespace WorkOrders.Tests.OfCustomer;

/// <summary>工单 of the 360° view: block, timeline, and the customer behind an order.</summary>
public sealed class OrdersOfCustomerTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task An_ID_number_decides_and_a_telephone_only_without_one()
    {
        var li = await Database.SaveAsync(Given.User());
        var customer = await Database.SaveCustomerAsync(li, with: v => v with { IdNumber = Given.SomeId() });
        var byId = await OrderAsync(li, f => f with { IdNumber = customer.IdNumber, CustomerPhone = null });
        var byPhone = await OrderAsync(li, f => f with { CustomerPhone = customer.Phone });
        var byCaller = await OrderAsync(li, f => f with { CustomerPhone = null, CallerNumber = customer.Phone });
        await OrderAsync(li, f => f with { CustomerPhone = customer.Phone, IdNumber = IdNumber.Parse(Given.Id) });
        var read = await ReadAsync(customer, As.Agent(li));
        Assert.Equal(new[] { byId, byPhone, byCaller }.Order(StringComparer.Ordinal), read.Rows.Select(o => o.Number).Order(StringComparer.Ordinal));
        Assert.Equal((3, 0), (read.Total, read.Hidden));
    }

    [Fact]
    public async Task The_owner_sees_number_state_and_time_without_a_link_and_no_text()
    {
        var (li, customer, number) = await OwnedAsync();
        var block = Show(customer, Manager(li));
        block.WaitForAssertion(() => Assert.Contains(number, block.Markup, StringComparison.Ordinal));
        Assert.Empty(block.FindAll("a"));
        Assert.DoesNotContain("车辆抵押", block.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_reads_orders_opens_them()
    {
        var (li, customer, number) = await OwnedAsync();
        var block = Show(customer, As.Agent(li));
        block.WaitForAssertion(() => Assert.Equal("/work-orders/" + number, block.Find(".rows a").GetAttribute("href")));
    }

    [Fact]
    public async Task Others_are_told_how_many_they_may_not_see()
    {
        var (_, customer, number) = await OwnedAsync();
        var block = Show(customer, As.In(await Database.SaveAsync(Given.User("孙磊")), Roles.RiskOperator));
        block.WaitForAssertion(() => Assert.Contains("另有 1 条您无权查看", block.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(number, block.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_pool_the_customer_is_nobodys_own()
    {
        var (li, customer, _) = await OwnedAsync();
        await using (var db = Database.CreateDbContext())
        {
            await db.Customers.Where(c => c.Id == customer.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.OwnerId, (int?)null).SetProperty(c => c.Status, CustomerStatus.InPool));
        }

        Assert.Equal((0, 1), await CountsAsync(customer, Manager(li)));
    }

    [Fact]
    public async Task The_timeline_has_beginning_and_end_of_an_order_in_the_period()
    {
        var li = await Database.SaveAsync(Given.User());
        var customer = await Database.SaveCustomerAsync(li);
        WorkOrder order = Given.WorkOrder().HandledBy(li).At(Given.Now.AddDays(-2)).With(f => f with { CustomerPhone = customer.Phone });
        await Database.SaveAsync(order);
        Done(await Database.ActAsync(order.Number, (o, _) => o.Settle(SettlementBasis.PlanAgreed, null, As.Agent(li), Given.Now)));
        var part = await EntriesAsync(customer, new(null, null, 40), As.Agent(li));
        Assert.Equal(["工单 {0} 结单", "新建工单 {0}"], part.Entries.Select(e => e.Title));
        Assert.All(part.Entries, e => Assert.Equal("/work-orders/" + order.Number, e.Address));
        Assert.Equal(["工单 {0} 结单"], (await EntriesAsync(customer, new(Given.Now.AddDays(-1), null, 40), As.Agent(li))).Entries.Select(e => e.Title));
        Assert.Equal(["新建工单 {0}"], (await EntriesAsync(customer, new(null, Given.Now, 40), As.Agent(li))).Entries.Select(e => e.Title));
        var hidden = await EntriesAsync(customer, new(null, null, 40), As.In(li, Roles.RiskOperator));
        Assert.Equal((0, 2), (hidden.Entries.Count, hidden.Hidden));
        Assert.All((await EntriesAsync(customer, new(null, null, 40), Manager(li))).Entries, e => Assert.Null(e.Address));
    }

    [Fact]
    public async Task An_order_and_a_call_with_a_former_number_find_the_survivor()
    {
        var li = await Database.SaveAsync(Given.User());
        var (survivor, loser) = (await Database.SaveCustomerAsync(li), await Database.SaveCustomerAsync(li, "王建国二"));
        var number = loser.Phone!;
        await Database.MergeAsync(loser, survivor);
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerPhone = number });
        await Database.SaveAsync(order);
        var file = await Database.ReadAsync(db => CustomerFile.ReadAsync(db, order, As.Agent(li)));
        Assert.Equal((survivor.Id, true), (file!.Customer.Id, file.IsByFormerNumber));
        var caller = Assert.Single(await Database.ReadAsync(db => db.RecogniseAsync(As.Agent(li), new CallerNumbers(null, number, null), CancellationToken.None)), c => c.IsCustomer);
        Assert.Equal(survivor.Id, caller.CustomerId);
        Assert.True(caller.IsNamedBy(number.Key));
        Assert.Equal(1, (await ReadAsync(survivor, As.Agent(li))).Total);
    }

    private IRenderedComponent<OrderBlock> Show(Customer customer, CurrentUser me)
    {
        SignIn(me);
        return Render<OrderBlock>(p => p.Add(b => b.Customer, new CustomerProfile(customer, null, []).OnPage(me)));
    }

    private async Task<(User Owner, Customer Customer, string Number)> OwnedAsync()
    {
        var li = await Database.SaveAsync(Given.User("李经理"));
        var customer = await Database.SaveCustomerAsync(li);
        return (li, customer, await OrderAsync(li, f => f with { CustomerPhone = customer.Phone, Description = FreeText.Parse("车辆抵押的问题") }));
    }

    private async Task<(int Total, int Hidden)> CountsAsync(Customer customer, CurrentUser me)
    {
        var read = await ReadAsync(customer, me);
        return (read.Total, read.Hidden);
    }

    private Task<OrdersOfCustomer> ReadAsync(Customer customer, CurrentUser me) => Database.ReadAsync(async db => await OrdersOfCustomer.ReadAsync(
        db, (await CustomerProfile.ReadAsync(db, customer.Id, me, CancellationToken.None))!.OnPage(me), 10, me, CancellationToken.None));

    private Task<TimelinePart> EntriesAsync(Customer customer, TimelineAsk ask, CurrentUser me) => Database.ReadAsync(db =>
        Services.GetServices<ITimelineSource>().Single(s => s.Kind.Code == "order").ReadAsync(db, new CustomerProfile(customer, null, []).OnPage(me), ask, me, CancellationToken.None));

    private async Task<string> OrderAsync(User handler, Func<WorkOrderFields, WorkOrderFields> with) =>
        (await Database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(handler).With(with))).Number;
}
