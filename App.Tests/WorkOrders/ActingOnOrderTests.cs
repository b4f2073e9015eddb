using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Handling;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests;

public sealed class ActingOnOrderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Nobody_settles_over_what_they_has_not_seen()
    {
        var (order, li) = await OrderAsync();
        await database.ActAsync(order.Number, (o, _) => o.Edit(o.Fields with { Solution = "班长的方案" }, As.Leader(li), Given.Now));
        var outcome = await database.Factory.ActOnVersionAsync(order, As.Agent(li), o => o.Settle(null, null, As.Agent(li), Given.Now));
        Refused(outcome, "工单 {0} 刚被别人修改，请看过后再操作", order.Number);
        Assert.False((await database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Number == order.Number))).IsSettled);
    }

    [Fact]
    public async Task Of_ten_who_settle_at_once_one_does_and_the_history_has_one_line()
    {
        var (order, li) = await OrderAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => database.Factory.ActOnVersionAsync(order, As.Agent(li), o => o.Settle(null, "备注", As.Agent(li), Given.Now)))));
        Assert.Single(outcomes, o => !o.IsRefused);
        Assert.All(outcomes.Where(o => o.IsRefused), o => RefusedOneOf(o, "工单 {0} 刚被别人修改，请看过后再操作", "工单 {0} 已结单，不能再操作"));
        Assert.Equal(1, await database.ReadAsync(db => db.OperationRecords.CountAsync(r => r.SubjectKey == order.Number && r.Action == OrderActions.Settled)));
    }

    [Fact]
    public async Task Who_may_not_read_orders_finds_none()
    {
        var (order, li) = await OrderAsync();
        Refused(await database.Factory.ActOnVersionAsync(order, As.In(li, Roles.RiskOperator), _ => Outcome.Done), "没有找到记录，或您无权查看");
    }

    private async Task<(WorkOrder Order, User Handler)> OrderAsync()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        return (await database.SaveAsync(order), li);
    }
}
