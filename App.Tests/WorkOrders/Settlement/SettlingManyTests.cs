using Microsoft.EntityFrameworkCore;
using WorkOrders.Settlement;
using WorkOrders.Staff;
using WorkOrders.Transfers;

namespace WorkOrders.Tests.Settlement;

public sealed class SettlingManyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeClock clock = new();

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
        Assert.Equal([settled.Number, changed.Number], report.Refused.OrderBy(r => r.Number, StringComparer.Ordinal).Select(r => r.Number));
        await using var db = database.CreateDbContext();
        var numbers = open.Select(o => o.Number).ToList();
        var saved = await db.WorkOrders.Where(o => numbers.Contains(o.Number)).ToListAsync();
        Assert.All(saved, o => Assert.Equal((WorkOrderStatus.Settled, SettlementBasis.Explained, (int?)leader.Id), (o.Status, o.SettlementBasis, o.SettledById)));
        Assert.Equal(150, await db.OperationRecords.CountAsync(r => r.Action == "结单" && r.ActorId == leader.Id && numbers.Contains(r.SubjectKey)));
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

        var waiting = await database.ReadAsync(db => SettlingMany.WaitingAsync(db, seen, clock.GetUtcNow()));
        var without = await settling.SettleAsync(seen, null, null, alsoWaiting: false);
        var with = await settling.SettleAsync(await SeenAsync([wanted]), null, null, alsoWaiting: true);

        Assert.Equal([(wanted.Number, "韩梅梅")], waiting);
        Assert.Equal((1, wanted.Number), (without.Done, Assert.Single(without.Refused).Number));
        Assert.Contains("韩梅梅", without.Refused[0].Reason.Arguments);
        Assert.Equal((1, 0), (with.Done, with.Refused.Count));
        await using var db = database.CreateDbContext();
        Assert.Equal(TransferStatus.Superseded, (await db.TransferRequests.SingleAsync(r => r.RequesterId == han.Id)).Status);
        Assert.True(await db.Notices.AnyAsync(n => n.UserId == han.Id));
    }

    [Fact]
    public async Task An_agent_settles_his_own_and_no_other_whatever_the_screen_offers()
    {
        var (_, li) = await PeopleAsync();
        var han = await database.SaveAsync(Given.User("韩梅梅"));
        WorkOrder mine = Given.WorkOrder().HandledBy(li);
        WorkOrder others = Given.WorkOrder().HandledBy(han);
        await database.SaveAsync(mine, others);

        var report = await new SettlingMany(database, As.Agent(li), clock).SettleAsync(await SeenAsync([mine, others]), null, null, alsoWaiting: true);

        Assert.Equal((1, others.Number), (report.Done, Assert.Single(report.Refused).Number));
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
        return database.ReadAsync(db => ActingOnMany.SeeAsync(db.WorkOrders.Where(o => numbers.Contains(o.Number))));
    }
}
