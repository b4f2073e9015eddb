using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Tests;

public sealed class OrderVersionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task The_second_of_two_who_change_an_order_at_once_is_told_and_changes_nothing()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        var order = await database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
        await using var first = database.CreateDbContext();
        await using var second = database.CreateDbContext();
        var his = await first.WorkOrders.ForAction().SingleAsync(o => o.Id == order.Id);
        var hers = await second.WorkOrders.ForAction().SingleAsync(o => o.Id == order.Id);

        his.Edit(his.Fields with { Solution = "一" }, As.Agent(li), Given.Now);
        await first.SaveChangesAsync();
        hers.Edit(hers.Fields with { Solution = "二" }, As.Agent(li), Given.Now);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());

        var stored = await database.ReadAsync(db => db.WorkOrders.AsNoTracking().SingleAsync(o => o.Id == order.Id));
        Assert.Equal(("一", order.Version + 1), (stored.Solution, stored.Version));
        Assert.Equal(1, await database.ReadAsync(db => db.OperationRecords.CountAsync(r => r.SubjectKey == order.Number && r.Action == OrderActions.Edited)));
    }

    [Fact]
    public async Task Both_of_two_at_once_is_one()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        var order = await database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
        var acts = Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                return await database.ActAsync(order.Number, (o, _) => o.Settle(null, null, As.Agent(li), Given.Now));
            }
            catch (DbUpdateConcurrencyException)
            {
                return null;
            }
        });
        var outcomes = (await Task.WhenAll(acts)).OfType<Outcome>().ToList();
        Assert.Single(outcomes, o => !o.IsRefused);
        Assert.All(outcomes.Where(o => o.IsRefused), o => Refused(o, "工单 {0} 已结单，不能再操作", order.Number));
        Assert.Equal(1, await database.ReadAsync(db => db.OperationRecords.CountAsync(r => r.SubjectKey == order.Number && r.Action == OrderActions.Settled)));
    }
}
