using WorkOrders.Tests.Transfers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.Dispatch;
using WorkOrders.Handling;
using WorkOrders.Handling.Assigning;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Handling;

public sealed class AssigningTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider clock = Given.Clock();

    [Fact]
    public async Task Every_order_gets_its_handler_and_its_own_record()
    {
        var (leader, li, _) = await PeopleAsync();
        var orders = await OrdersAsync(leader, 120);

        var report = await By(leader).AssignAsync(await SeenAsync(orders), li.Id, "请尽快联系", _ => { });

        Assert.Equal(120, report.Done);
        Assert.Empty(report.Refused);
        await using var db = database.CreateDbContext();
        var saved = await db.WorkOrders.Include(o => o.DeskEntries).Where(o => orders.Contains(o.Number)).ToListAsync();
        Assert.All(saved, o => Assert.Equal(li.Id, o.HandlerId));
        Assert.All(saved, o => Assert.Equal(MyView.Unhandled, o.DeskEntries.Single(e => e.UserId == li.Id).View));
        Assert.Equal(120, await db.OperationRecords.CountAsync(r => r.Action == OrderActions.Assigned && r.ActorId == leader.Id && orders.Contains(r.SubjectKey)));
    }

    [Fact]
    public async Task A_handler_hands_their_own_orders_over_and_is_told_of_the_others()
    {
        var (leader, li, han) = await PeopleAsync();
        var mine = await OrdersAsync(leader, 3);
        var others = await OrdersAsync(leader, 2);
        await By(leader).AssignAsync(await SeenAsync(mine), li.Id, null);
        await By(leader).AssignAsync(await SeenAsync(others), leader.Id, null);
        var all = await SeenAsync([.. mine, .. others]);

        var report = await new Assigning(database.Factory, As.Agent(li), clock, AssignmentKind.Reassign).AssignAsync(all, han.Id, "我明天休假");

        Assert.Equal((3, 2), (report.Done, report.Refused.Count));
        Assert.All(report.Refused, r => Refused(r.Reason, "您不是工单 {0} 的当前处理人，或没有此操作的权限", r.Number));
        await using var db = database.CreateDbContext();
        Assert.Equal(3, await db.OperationRecords.CountAsync(r => r.Action == OrderActions.Reassigned && r.ActorId == li.Id && mine.Contains(r.SubjectKey)));
        Assert.All(await db.WorkOrders.Where(o => others.Contains(o.Number)).ToListAsync(), o => Assert.Equal(leader.Id, o.HandlerId));
    }

    [Fact]
    public async Task Of_two_leaders_who_assign_the_same_orders_at_once_one_wins_each_order_and_the_other_is_told()
    {
        var (leader, li, han) = await PeopleAsync();
        var second = await database.SaveAsync(Given.User("吴军"));
        var orders = await OrdersAsync(leader, 150);
        var seen = await SeenAsync(orders);

        var reports = await Task.WhenAll(
            Task.Run(() => By(leader).AssignAsync(seen, li.Id, null)),
            Task.Run(() => By(second).AssignAsync(seen, han.Id, null)));

        Assert.Equal(150, reports.Sum(r => r.Done));
        Assert.Equal(150, reports.Sum(r => r.Refused.Count));
        Assert.All(reports[0].Refused, r => Refused(r.Reason, "工单 {0} 刚被别人修改，现在由 {1} 处理", r.Number, "韩梅梅"));
        Assert.All(reports[1].Refused, r => Refused(r.Reason, "工单 {0} 刚被别人修改，现在由 {1} 处理", r.Number, "李雷"));
        await using var db = database.CreateDbContext();
        var saved = await db.WorkOrders.Where(o => orders.Contains(o.Number)).ToListAsync();
        Assert.Equal(reports[0].Done, saved.Count(o => o.HandlerId == li.Id));
        Assert.Equal(reports[1].Done, saved.Count(o => o.HandlerId == han.Id));
        Assert.Equal(150, await db.OperationRecords.CountAsync(r => r.Action == OrderActions.Assigned && orders.Contains(r.SubjectKey)));
    }

    [Fact]
    public async Task The_same_colleague_chosen_by_both_leaders_gets_each_order_once()
    {
        var (leader, li, _) = await PeopleAsync();
        var second = await database.SaveAsync(Given.User("吴军"));
        var orders = await OrdersAsync(leader, 60);
        var seen = await SeenAsync(orders);

        var reports = await Task.WhenAll(
            Task.Run(() => By(leader).AssignAsync(seen, li.Id, null)),
            Task.Run(() => By(second).AssignAsync(seen, li.Id, null)));

        Assert.Equal(60, reports.Sum(r => r.Done));
        Assert.Equal(60, reports.Sum(r => r.Refused.Count));
        Assert.All(reports.SelectMany(r => r.Refused), r => Refused(r.Reason, "工单 {0} 刚被别人修改，现在由 {1} 处理", r.Number, "李雷"));
    }

    [Fact]
    public async Task An_order_that_changed_since_it_was_seen_is_left_alone()
    {
        var (leader, li, han) = await PeopleAsync();
        var orders = await OrdersAsync(leader, 3);
        var seen = await SeenAsync(orders);
        await database.ActAsync(orders[1], (o, db) => o.Assign(db.Users.Single(u => u.Id == han.Id), As.Leader(leader), Given.Now));

        var report = await By(leader).AssignAsync(seen, li.Id, null);

        Assert.Equal(2, report.Done);
        var refused = Assert.Single(report.Refused);
        Assert.Equal(orders[1], refused.Number);
        Refused(refused.Reason, "工单 {0} 刚被别人修改，现在由 {1} 处理", orders[1], "韩梅梅");
    }

    [Fact]
    public async Task Settled_orders_and_closed_accounts_are_refused_one_by_one()
    {
        var (leader, li, han) = await PeopleAsync();
        WorkOrder settled = Given.WorkOrder().HandledBy(han).Settled();
        WorkOrder open = Given.WorkOrder().HandledBy(han);
        await database.SaveAsync(settled, open);

        var report = await By(leader).AssignAsync(await SeenAsync([settled.Number, open.Number]), li.Id, null);
        await using (var db = database.CreateDbContext())
        {
            (await db.Users.SingleAsync(u => u.Id == han.Id)).Disable(As.Leader(leader), Given.Now);
            await db.SaveChangesAsync();
        }

        var toClosed = await By(leader).AssignAsync(await SeenAsync([open.Number]), han.Id, null);
        Assert.Equal((1, 0), (report.Done, toClosed.Done));
        Refused(Assert.Single(report.Refused).Reason, "工单 {0} 已结单，不能再操作", settled.Number);
        Refused(Assert.Single(toClosed.Refused).Reason, "所选的处理人刚刚停用或离岗，请另选一位。");
    }

    [Fact]
    public async Task Nobody_but_a_leader_assigns()
    {
        var (leader, li, han) = await PeopleAsync();
        var orders = await OrdersAsync(leader, 2);

        var report = await new Assigning(database, As.Agent(han), clock).AssignAsync(await SeenAsync(orders), li.Id, null);

        Assert.Equal((0, 2), (report.Done, report.Refused.Count));
        Assert.All(report.Refused, r => Refused(r.Reason, "您不是工单 {0} 的当前处理人，或没有此操作的权限", r.Number));
    }

    [Fact]
    public async Task Too_many_at_once_are_refused_whole()
    {
        var (leader, li, _) = await PeopleAsync();
        var many = Enumerable.Range(1, BulkAction.Limit + 1).Select(i => new SeenOrder(-i, "GD", 0)).ToList();

        var report = await By(leader).AssignAsync(many, li.Id, null);

        Assert.Equal(0, report.Done);
        Refused(Assert.Single(report.Refused).Reason, "一次最多指派 {0} 张工单，请先缩小范围", BulkAction.Limit);
    }

    [Fact]
    public async Task Stopping_keeps_what_is_done_and_leaves_the_rest()
    {
        var (leader, li, _) = await PeopleAsync();
        var orders = await OrdersAsync(leader, 250);
        using var stop = new CancellationTokenSource();

        var report = await By(leader).AssignAsync(await SeenAsync(orders), li.Id, null, _ => stop.Cancel(), stop.Token);

        Assert.Equal(100, report.Done);
        Assert.Empty(report.Refused);
    }

    [Fact]
    public async Task Who_gives_orders_to_their_own_handler_changes_nothing()
    {
        var (_, li, _) = await PeopleAsync();
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        await database.SaveAsync(order);

        var report = await new Assigning(database.Factory, As.Agent(li), clock, AssignmentKind.Reassign).AssignAsync(await SeenAsync([order.Number]), li.Id, null);

        Assert.Equal(0, report.Done);
        Refused(Assert.Single(report.Refused).Reason, "工单 {0} 已经由 {1} 处理", order.Number, "李雷");
        var left = await database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Id == order.Id));
        Assert.Equal((WorkOrderStatus.Unhandled, (DateTimeOffset?)null), (left.Status, left.HandlerActedAt));
    }

    [Fact]
    public async Task Given_to_a_duty_role_each_order_goes_to_whoever_of_its_people_has_the_fewest()
    {
        var (leader, li, han) = await PeopleAsync();
        var wang = await database.SaveAgentAsync("王芳");
        var role = await database.SaveAsync(new DutyRole("法务组" + Given.Next()));
        await OnDutyAsync(role, li, han, wang);
        var orders = Enumerable.Range(0, 5).Select(_ => Given.WorkOrder().HandledBy(li).Build()).ToList();
        await database.SaveAsync(orders[0], [.. orders.Skip(1), (WorkOrder)Given.WorkOrder().HandledBy(wang)]);

        var report = await new Assigning(database.Factory, As.Agent(li), clock, AssignmentKind.Reassign).ReassignToRoleAsync(await SeenAsync([.. orders.Select(o => o.Number)]), role.Id, "请法务跟进");

        Assert.Equal((5, 0), (report.Done, report.Refused.Count));
        var ids = orders.ConvertAll(o => o.Id);
        var moved = await database.ReadAsync(db => db.WorkOrders.Where(o => ids.Contains(o.Id)).ToListAsync());
        Assert.Equal([(han.Id, 3), (wang.Id, 2)], moved.GroupBy(o => o.HandlerId!.Value).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2));
        Assert.All(moved, o => Assert.Equal((DispatchReasons.ToRole, role.Name), (o.DispatchReason, o.DispatchRoles)));

        await database.ReadAsync(db => db.Users.Where(u => u.Id == han.Id || u.Id == wang.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.DutyStatus, DutyStatus.OnLeave)));
        WorkOrder last = Given.WorkOrder().HandledBy(li);
        await database.SaveAsync(last);
        var nobody = await new Assigning(database.Factory, As.Leader(leader), clock, AssignmentKind.Reassign).ReassignToRoleAsync(await SeenAsync([last.Number]), role.Id, null);
        Refused(Assert.Single(nobody.Refused).Reason, "对接角色 {0} 没有别的在岗的人，工单 {1} 没有转办", role.Name, last.Number);
    }

    private async Task OnDutyAsync(DutyRole role, params User[] people)
    {
        await using var db = database.CreateDbContext();
        db.Attach(role);
        var ids = people.Select(p => p.Id).ToList();
        foreach (var person in await db.Users.Include(u => u.DutyRoles).Where(u => ids.Contains(u.Id)).ToListAsync())
        {
            person.DutyRoles.Add(role);
        }

        await db.SaveChangesAsync();
    }

    private Assigning By(User leader) => new(database, As.Leader(leader), clock);

    private async Task<(User Leader, User Li, User Han)> PeopleAsync()
    {
        return (await database.SaveAgentAsync("周敏"), await database.SaveAgentAsync("李雷"), await database.SaveAgentAsync("韩梅梅"));
    }

    private async Task<List<string>> OrdersAsync(User creator, int count)
    {
        var orders = Enumerable.Range(0, count).Select(_ => Given.WorkOrder().CreatedBy(creator).Build()).ToList();
        await database.SaveAsync(orders[0], [.. orders.Skip(1)]);
        return [.. orders.Select(o => o.Number)];
    }

    private Task<List<SeenOrder>> SeenAsync(List<string> numbers) =>
        database.ReadAsync(db => BulkAction.SeeAsync(db.WorkOrders.Where(o => numbers.Contains(o.Number))));
}
