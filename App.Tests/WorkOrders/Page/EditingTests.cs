using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Page.Editing;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Page;

public sealed class EditingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_edit_over_the_version_it_was_opened_with_is_saved_and_recorded()
    {
        var (order, li) = await OrderAsync();
        var result = await EditAsync(order, order.Fields with { Solution = "电话解释" }, As.Agent(li));
        Assert.IsType<EditResult.Saved>(result);
        var record = await database.ReadAsync(db => db.OperationRecords.OrderByDescending(r => r.Id).FirstAsync(r => r.SubjectKey == order.Number));
        Assert.Equal((OrderActions.Edited, OrderFields.Solution, "电话解释"), (record.Action, record.Changes[0].Field, record.Changes[0].To));
    }

    [Fact]
    public async Task The_second_of_two_editors_is_shown_what_the_first_saved_and_loses_nothing()
    {
        var (order, li) = await OrderAsync();
        var leader = await database.SaveAsync(Given.User("周敏"));
        await EditAsync(order, order.Fields with { Solution = "班长的", ApplyNo = "SQ9" }, As.Leader(leader));
        var contested = Assert.IsType<EditResult.Contested>(await EditAsync(order, order.Fields with { Solution = "我的", ContractNo = "HT9" }, As.Agent(li)));
        Assert.Equal("周敏", contested.By!.Actor);
        Assert.Equal("解决方案", Assert.Single(contested.Conflict.Contested).Name);

        var merged = contested.Conflict.Merge(new HashSet<string>());
        Assert.IsType<EditResult.Saved>(await database.Factory.EditAsync(order.Number, contested.Conflict.Theirs, contested.Version, merged, As.Agent(li), Given.Now));
        var now = await ReadAsync(order.Number);
        Assert.Equal(("我的", "SQ9", "HT9"), (now.Solution, now.ApplyNo, now.ContractNo));
    }

    [Fact]
    public async Task Changes_to_different_fields_are_merged_and_told()
    {
        var (order, li) = await OrderAsync();
        var leader = await database.SaveAsync(Given.User("周敏"));
        await EditAsync(order, order.Fields with { ApplyNo = "SQ9" }, As.Leader(leader));
        var saved = Assert.IsType<EditResult.Saved>(await EditAsync(order, order.Fields with { Solution = "我的" }, As.Agent(li)));
        Assert.Equal(("申请编号", "周敏"), (Assert.Single(saved.Merged).Name, saved.By!.Actor));
        var now = await ReadAsync(order.Number);
        Assert.Equal(("我的", "SQ9"), (now.Solution, now.ApplyNo));
    }

    [Fact]
    public async Task An_order_settled_meanwhile_is_refused_with_who_did_it()
    {
        var (order, li) = await OrderAsync();
        var leader = await database.SaveAsync(Given.User("周敏"));
        await database.ActAsync(order.Number, (o, _) => o.Settle(null, null, As.Leader(leader), Given.Now));
        var refused = Assert.IsType<EditResult.Refused>(await EditAsync(order, order.Fields with { Solution = "我的" }, As.Agent(li)));
        Refused(refused.Outcome, "工单 {0} 已结单，不能再操作", order.Number);
        Assert.Equal((OrderActions.Settled, "周敏"), (refused.By!.Action, refused.By.Actor));
        Assert.Null((await ReadAsync(order.Number)).Solution);
    }

    [Fact]
    public async Task An_order_given_to_another_meanwhile_is_refused()
    {
        var (order, li) = await OrderAsync();
        var han = await database.SaveAsync(Given.User("韩梅梅"));
        await database.ActAsync(order.Number, (o, db) => o.Reassign(db.Users.Single(u => u.Id == han.Id), As.Agent(li), Given.Now));
        var refused = Assert.IsType<EditResult.Refused>(await EditAsync(order, order.Fields with { Solution = "我的" }, As.Agent(li)));
        Refused(refused.Outcome, "您不是工单 {0} 的当前处理人，或没有此操作的权限", order.Number);
        Assert.Equal(OrderActions.Reassigned, refused.By!.Action);
    }

    [Fact]
    public async Task Somebody_elses_order_is_not_edited()
    {
        var (order, _) = await OrderAsync();
        var other = await database.SaveAsync(Given.User("王芳"));
        await IsRefusedAsync(As.Agent(other), "您不是工单 {0} 的当前处理人，或没有此操作的权限");
        await IsRefusedAsync(As.Compliance(other), "您不是工单 {0} 的当前处理人，或没有此操作的权限");
        await IsRefusedAsync(As.In(other, Roles.RiskOperator), "没有找到记录，或您无权查看");
        Assert.Null((await ReadAsync(order.Number)).Solution);

        async Task IsRefusedAsync(CurrentUser me, string key) =>
            Refused(Assert.IsType<EditResult.Refused>(await EditAsync(order, order.Fields with { Solution = "我的" }, me)).Outcome, key);
    }

    private async Task<(WorkOrder Order, User Handler)> OrderAsync()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        return (await database.SaveAsync(order), li);
    }

    private Task<EditResult> EditAsync(WorkOrder order, WorkOrderFields mine, CurrentUser me) =>
        database.Factory.EditAsync(order.Number, order.Fields, order.Version, mine, me, Given.Now);

    private Task<WorkOrder> ReadAsync(string number) => database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Number == number));
}
