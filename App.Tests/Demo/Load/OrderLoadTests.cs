using WorkOrders.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database.Sql;
using WorkOrders.Demo.Load;
using WorkOrders.Desk.Views;

namespace WorkOrders.Tests.Demo;

public sealed class OrderLoadTests(LoadedDesk desk) : IClassFixture<LoadedDesk>
{
    [Fact]
    public void Desk_entries_are_those_of_the_rule()
    {
        Assert.Equal(LoadedDesk.Orders, desk.All.Count);
        foreach (var order in desk.All)
        {
            Assert.All(order.DeskEntries, e => Assert.Equal(order.MyViewOf(e.UserId, e.HasActed), e.View));
            Assert.All(order.DeskEntries, e => Assert.Equal(order.CreatedAt, e.OrderCreatedAt));
            Assert.All(new[] { order.HandlerId, order.SettledById }.OfType<int>(), id => Assert.Contains(order.DeskEntries, e => e.UserId == id));
        }
    }

    [Fact]
    public void Orders_are_of_working_hours_and_mostly_settled()
    {
        Assert.InRange(desk.All.Count(o => o.IsSettled), LoadedDesk.Orders * 90 / 100, LoadedDesk.Orders * 98 / 100);
        Assert.All(desk.All, o => Assert.InRange(BusinessTime.Local(o.CreatedAt).Hour, 8, 20));
        Assert.All(desk.All, o => Assert.True(o.SettledAt is null || (o.SettledAt >= o.CreatedAt && o.SettledAt <= desk.Now)));
        Assert.All(desk.All, o => Assert.Equal(BusinessTime.DayOf(o.CreatedAt).ToString("yyyyMMdd"), o.Number[2..10]));
        Assert.All(desk.All, o => Assert.True(o.IdNumber is null || IdNumber.Parse(o.IdNumber.Unmask()) is not null));
        Assert.Contains(desk.All.GroupBy(o => o.CustomerPhone), g => g.Count() > 3);
    }

    [Fact]
    public async Task A_second_load_adds_to_the_first_and_orders_made_by_hand_go_on_after_it()
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        var numbers = new DailyNumbers(database);
        await new OrderLoad(database, numbers, Given.Now, _ => { }).RunAsync(50);
        await new OrderLoad(database, numbers, Given.Now, _ => { }).RunAsync(50);
        var li = await database.SaveAsync(Given.User());
        await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li));

        await using var db = database.CreateDbContext();
        Assert.Equal(101, await db.WorkOrders.CountAsync());
        Assert.Equal(101, (await OrderTallySums.ReadAsync(db)).Sum(t => t.Orders));
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData("--seed-orders")]
    [InlineData("--seed-orders", "many")]
    [InlineData("--seed-orders", "-5")]
    public void A_wrong_number_is_told(params string[] args) => Assert.Throws<InvalidOperationException>(() => OrderLoad.Wanted(args));
}
