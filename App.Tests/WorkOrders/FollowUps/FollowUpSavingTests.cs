using Microsoft.EntityFrameworkCore;
using WorkOrders.Desk.Views;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.Shared.People;
using WorkOrders.Tests.Drafts;

namespace WorkOrders.Tests.FollowUps;

public sealed class FollowUpSavingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_chain_is_added_changed_and_read_newest_first_with_the_people()
    {
        var (order, li) = await OrderAsync();
        var leader = await database.SaveAsync(Given.User("周敏"));
        Done(await database.Factory.AddFollowUpAsync(order.Number, Of("一"), 0, As.Agent(li), Given.Now));
        Done(await database.Factory.AddFollowUpAsync(order.Number, Of("二"), 1, As.Agent(li), Given.Now));
        Done(await database.Factory.UpdateFollowUpAsync(order.Number, 2, 0, Of("二改"), As.Leader(leader), Given.Now.AddMinutes(1)));
        var chain = await database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, As.Agent(li)));
        Assert.Equal([(2, "二改", "李雷", "周敏", true), (1, "一", "李雷", "李雷", false)], chain.Rows.Select(r => (r.FollowUp.Sequence, r.FollowUp.Content.Unmask(), r.Author, r.UpdatedBy, r.WasUpdated)));
        var nobody = await database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, As.In(li, Roles.RiskOperator)));
        Assert.Empty(nobody.Rows);
    }

    [Fact]
    public async Task The_database_refuses_to_change_or_remove_an_earlier_one_whoever_asks()
    {
        var (order, li) = await OrderAsync();
        await database.Factory.AddFollowUpAsync(order.Number, Of("一"), 0, As.Agent(li), Given.Now);
        await database.Factory.AddFollowUpAsync(order.Number, Of("二"), 1, As.Agent(li), Given.Now);
        await using var db = database.CreateDbContext();
        var earlier = db.FollowUps.Where(f => f.WorkOrderId == order.Id && f.Sequence == 1);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => earlier.ExecuteUpdateAsync(set => set.SetProperty(f => f.BlackIndustry, BlackIndustry.Yes)));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => earlier.ExecuteDeleteAsync());
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.FollowUps.Where(f => f.WorkOrderId == order.Id && f.Sequence == 2).ExecuteUpdateAsync(set => set.SetProperty(f => f.Sequence, 7)));
        Assert.Equal(1, await db.FollowUps.Where(f => f.WorkOrderId == order.Id && f.Sequence == 2).ExecuteUpdateAsync(set => set.SetProperty(f => f.BlackIndustry, BlackIndustry.No)));
    }

    [Fact]
    public async Task The_database_takes_the_rows_of_one_statement_one_after_the_other()
    {
        var (order, li) = await OrderAsync();
        await using var db = database.CreateDbContext();
        Assert.Equal(2, await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "FollowUps" ("WorkOrderId", "Sequence", "Content", "AuthorId", "CreatedAt", "UpdatedById", "UpdatedAt", "Version")
            VALUES ({order.Id}, 1, {"一"}, {li.Id}, {Given.Now}, {li.Id}, {Given.Now}, 0), ({order.Id}, 2, {"二"}, {li.Id}, {Given.Now}, {li.Id}, {Given.Now}, 0)
            """));
        var both = db.FollowUps.Where(f => f.WorkOrderId == order.Id);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => both.ExecuteUpdateAsync(set => set.SetProperty(f => f.BlackIndustry, BlackIndustry.Yes)));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => both.ExecuteDeleteAsync());
        Assert.Equal(2, await both.CountAsync(f => f.BlackIndustry == null));
    }

    [Fact]
    public async Task Of_twenty_who_add_at_once_each_round_has_one_winner_and_the_chain_has_no_gap()
    {
        var (order, li) = await OrderAsync();
        for (var seen = 0; seen < 3; seen++)
        {
            var from = seen;
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => database.Factory.AddFollowUpAsync(order.Number, Of($"{from}-{i}"), from, As.Agent(li), Given.Now))));
            Assert.Single(outcomes, o => !o.IsRefused);
            Assert.All(outcomes.Where(o => o.IsRefused), o => Refused(o, "刚刚有人新增了第 {0} 条跟进记录，请看过后再保存", from + 1));
        }

        var chain = await database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, As.Agent(li)));
        Assert.Equal([3, 2, 1], chain.Rows.Select(r => r.FollowUp.Sequence));
    }

    [Fact]
    public async Task Of_two_who_change_the_newest_the_second_is_told()
    {
        var (order, li) = await OrderAsync();
        await database.Factory.AddFollowUpAsync(order.Number, Of("一"), 0, As.Agent(li), Given.Now);
        Done(await database.Factory.UpdateFollowUpAsync(order.Number, 1, 0, Of("甲"), As.Agent(li), Given.Now));
        Refused(await database.Factory.UpdateFollowUpAsync(order.Number, 1, 0, Of("乙"), As.Agent(li), Given.Now), "这张工单或跟进记录刚被别人修改，您填写的内容还在，请看过后再保存");
        Assert.Equal("甲", (await database.ReadAsync(db => db.FollowUps.SingleAsync(f => f.WorkOrderId == order.Id))).Content.Unmask());
    }

    [Fact]
    public async Task A_draft_is_kept_per_person_and_ends_with_the_save()
    {
        var (order, li) = await OrderAsync();
        var other = await database.SaveAsync(Given.User("王芳"));
        var draft = await database.Factory.KeepFollowUpAsync(order, "打到一半", As.Agent(li), Given.Now);
        await database.Factory.KeepFollowUpAsync(order, "打到一大半", As.Agent(li), Given.Now.AddSeconds(5), draft);
        var mine = await database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, As.Agent(li)));
        Assert.Equal("打到一大半", Assert.Single(mine.Drafts).Read<FollowUpDraft>()!.Content);
        Assert.Empty((await database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, As.Agent(other)))).Drafts);
        await database.Factory.AddFollowUpAsync(order.Number, Of("打完"), 0, As.Agent(li), Given.Now, draft);
        Assert.Empty((await database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, As.Agent(li)))).Drafts);
    }

    [Fact]
    public async Task The_draft_of_a_change_goes_on_as_a_new_one_when_its_follow_up_was_locked()
    {
        var (order, li) = await OrderAsync();
        await database.Factory.AddFollowUpAsync(order.Number, Of("一"), 0, As.Agent(li), Given.Now);
        await database.Factory.KeepFollowUpAsync(order, "一改", As.Agent(li), Given.Now, sequence: 1, seen: 1);
        var before = await database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, As.Agent(li)));
        Assert.Equal(1, FollowUpWriting.Of(before.Drafts[0], before).Sequence);
        var leader = await database.SaveAsync(Given.User("周敏"));
        await database.Factory.AddFollowUpAsync(order.Number, Of("二"), 1, As.Leader(leader), Given.Now);
        var after = await database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, As.Agent(li)));
        var writing = FollowUpWriting.Of(after.Drafts[0], after);
        Assert.Equal((null, 2, "一改"), (writing.Sequence, writing.Seen, new FollowUpInput(writing.Fields, writing.Files, writing.Typed).Fields.Content!.Unmask()));
    }

    [Fact]
    public async Task Who_follows_up_while_another_settles_is_the_loser_and_no_desk_keeps_a_settled_order()
    {
        var (order, li) = await OrderAsync();
        var leader = await database.SaveAsync(Given.User("周敏"));
        await database.ActAsync(order.Number, (o, _) => o.Accept(As.Agent(li), Given.Now));
        await using var slow = database.CreateDbContext();
        var theirs = await slow.WorkOrders.ForAction().WithNewestFollowUp().SingleAsync(o => o.Id == order.Id);
        Done(theirs.AddFollowUp(Of("一"), 0, As.Leader(leader), Given.Now));
        await database.ActAsync(order.Number, (o, _) => o.Settle(null, null, As.Agent(li), Given.Now));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => slow.SaveChangesAsync());
        Assert.DoesNotContain(await database.ReadAsync(db => db.DeskEntries.Where(e => e.WorkOrderId == order.Id).ToListAsync()), e => e.View == MyView.Handled);
    }

    private static FollowUpFields Of(string content) => new(NegotiationResult.Agreed, FreeText.Parse(content), null, null);

    private async Task<(WorkOrder Order, User Handler)> OrderAsync()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        return (await database.SaveAsync(order), li);
    }
}
