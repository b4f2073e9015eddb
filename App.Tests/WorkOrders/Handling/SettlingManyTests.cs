using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Handling;
using WorkOrders.Handling.Settling;
using WorkOrders.Shared.People;
using WorkOrders.Transfers;

namespace WorkOrders.Tests.Handling;

public sealed class SettlingManyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider clock = Given.Clock();

    [Fact]
    public async Task A_leader_settles_what_can_be_settled_and_reads_why_the_rest_was_not()
    {
        var (leader, li) = await PeopleAsync();
        WorkOrder settled = Given.WorkOrder().HandledBy(li).Settled();
        var open = Enumerable.Range(0, 150).Select(_ => Given.WorkOrder().HandledBy(li).Build()).ToList();
        WorkOrder changed = Given.WorkOrder().HandledBy(li);
        await database.SaveAsync(settled, [changed, .. open]);
        var seen = await SeenAsync([settled, changed, .. open]);
        await database.ActAsync(changed.Number, (o, _) => o.Accept(As.Agent(li), Given.Now));

        var report = await new SettlingMany(database, As.Leader(leader), clock).SettleAsync(seen, SettlementBasis.Explained, "系统迁移，统一结单", alsoWaiting: false);

        Assert.Equal(150, report.Done);
        Assert.Equal(2, report.Refused.Count);
        Refused(Assert.Single(report.Refused, r => r.Number == settled.Number).Reason, "工单 {0} 已结单，不能再操作", settled.Number);
        Refused(Assert.Single(report.Refused, r => r.Number == changed.Number).Reason, "工单 {0} 刚被别人修改，现在由 {1} 处理", changed.Number, "李雷");
        await using var db = database.CreateDbContext();
        var numbers = open.Select(o => o.Number).ToList();
        var saved = await db.WorkOrders.Where(o => numbers.Contains(o.Number)).ToListAsync();
        Assert.All(saved, o => Assert.Equal((WorkOrderStatus.Settled, SettlementBasis.Explained, (int?)leader.Id), (o.Status, o.SettlementBasis, o.SettledById)));
        Assert.Equal(150, await db.OperationRecords.CountAsync(r => r.Action == OrderActions.Settled && r.ActorId == leader.Id && numbers.Contains(r.SubjectKey)));
    }

    [Fact]
    public async Task An_order_somebody_waits_for_is_named_and_settled_only_when_the_leader_says_so()
    {
        var (leader, li) = await PeopleAsync();
        var han = await database.SaveAsync(Given.User("韩梅梅"));
        WorkOrder wanted = Given.WorkOrder().HandledBy(li);
        WorkOrder other = Given.WorkOrder().HandledBy(li);
        await database.SaveAsync(wanted, other);
        await database.ActAsync(wanted.Number, (o, db) => o.RequestTransfer(db.Users.Single(u => u.Id == han.Id), "客户是我的", As.Agent(han), clock.GetUtcNow(), new TransferRules()));
        var seen = await SeenAsync([wanted, other]);
        var settling = new SettlingMany(database, As.Leader(leader), clock);

        var waiting = await database.ReadAsync(db => SettlingMany.WaitingAsync(db, seen, clock.GetUtcNow(), default));
        var without = await settling.SettleAsync(seen, null, null, alsoWaiting: false);
        var with = await settling.SettleAsync(await SeenAsync([wanted]), null, null, alsoWaiting: true);

        Assert.Equal([(wanted.Number, "韩梅梅")], waiting);
        Assert.Equal(1, without.Done);
        Refused(Assert.Single(without.Refused).Reason, "工单 {0} 有 {1} 等待确认的转出请求，没有结单", wanted.Number, "韩梅梅");
        Assert.Equal((1, 0), (with.Done, with.Refused.Count));
        await using var db = database.CreateDbContext();
        Assert.Equal(TransferStatus.Superseded, (await db.TransferRequests.SingleAsync(r => r.RequesterId == han.Id)).Status);
        Assert.True(await db.Notices.AnyAsync(n => n.UserId == han.Id));
    }

    [Fact]
    public async Task An_agent_settles_their_own_and_no_other_whatever_the_screen_offers()
    {
        var (_, li) = await PeopleAsync();
        var han = await database.SaveAsync(Given.User("韩梅梅"));
        WorkOrder mine = Given.WorkOrder().HandledBy(li);
        WorkOrder others = Given.WorkOrder().HandledBy(han);
        await database.SaveAsync(mine, others);

        var report = await new SettlingMany(database, As.Agent(li), clock).SettleAsync(await SeenAsync([mine, others]), null, null, alsoWaiting: true);

        Assert.Equal(1, report.Done);
        Refused(Assert.Single(report.Refused).Reason, "您不是工单 {0} 的当前处理人，或没有此操作的权限", others.Number);
    }

    private async Task<(User Leader, User Li)> PeopleAsync()
    {
        var (leader, li) = (Given.User("周敏"), Given.User());
        await database.SaveAsync(leader, li);
        return (leader, li);
    }

    private Task<List<SeenOrder>> SeenAsync(IEnumerable<WorkOrder> orders)
    {
        var numbers = orders.Select(o => o.Number).ToList();
        return database.ReadAsync(db => BulkAction.SeeAsync(db.WorkOrders.Where(o => numbers.Contains(o.Number))));
    }
}
