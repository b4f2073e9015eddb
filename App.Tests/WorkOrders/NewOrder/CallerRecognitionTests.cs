using WorkOrders.NewOrder;

namespace WorkOrders.Tests.NewOrder;

public sealed class CallerRecognitionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_customer_is_found_by_telephone_with_their_orders_open_ones_marked()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        var customer = await database.SaveAsync(Given.Customer("孙悟空"));
        WorkOrder open = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerName = "孙悟空", CustomerPhone = customer.Phone });
        WorkOrder settled = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerName = "孙悟空", CustomerPhone = customer.Phone }).Settled();
        await database.SaveAsync(open);
        await database.SaveAsync(settled);

        var caller = Assert.Single(await RecogniseAsync(As.Agent(li), phone: customer.Phone));
        Assert.True(caller.IsCustomer);
        Assert.Equal(2, caller.Orders.Count);
        Assert.Equal(open.Number, Assert.Single(caller.Open).Number);
    }

    [Fact]
    public async Task Somebody_who_called_from_anothers_telephone_leads_to_the_customer_of_that_order()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        var family = PhoneNumber.Parse("13700001234")!;
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerName = "猪八戒", CustomerPhone = PhoneNumber.Parse("13700009999"), CallerNumber = family });
        await database.SaveAsync(order);
        var caller = Assert.Single(await RecogniseAsync(As.Agent(li), phone: family));
        Assert.Equal(("猪八戒", false), (caller.Name, caller.IsCustomer));
    }

    [Fact]
    public async Task An_identity_card_joins_orders_of_different_telephones()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        var id = IdNumber.Parse(Given.Id);
        await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li).With(f => f with { IdNumber = id, CustomerPhone = PhoneNumber.Parse("13600001111") }));
        await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li).With(f => f with { IdNumber = id, CustomerPhone = PhoneNumber.Parse("13600002222") }));
        Assert.Equal(2, Assert.Single(await RecogniseAsync(As.Agent(li), id: id)).Orders.Count);
    }

    [Fact]
    public async Task Two_people_behind_one_telephone_are_two_candidates()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        var phone = PhoneNumber.Parse("13500001111");
        await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li).With(f => f with { CustomerName = "甲", CustomerPhone = phone }));
        await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li).With(f => f with { CustomerName = "乙", CustomerPhone = phone }));
        Assert.Equal(2, (await RecogniseAsync(As.Agent(li), phone: phone)).Count);
    }

    [Fact]
    public async Task Nothing_is_looked_up_without_a_whole_number() => Assert.Empty(await RecogniseAsync(As.Somebody(Roles.Agent)));

    private Task<IReadOnlyList<KnownCaller>> RecogniseAsync(CurrentUser me, PhoneNumber? phone = null, IdNumber? id = null) =>
        database.ReadAsync(db => db.RecogniseAsync(me, new CallerNumbers(id, phone, null), CancellationToken.None));
}
