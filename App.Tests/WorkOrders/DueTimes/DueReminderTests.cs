using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.DueTimes;
using WorkOrders.Events;
using WorkOrders.Events.Notices;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.WorkOrderTests;

public sealed class DueReminderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider clock = Given.Clock();

    [Fact]
    public async Task The_handler_is_reminded_once_an_hour_before_and_the_teams_leader_told_once_after()
    {
        var (li, leader, other) = await PeopleAsync();
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { DueAt = Given.Now.AddHours(3) });
        await database.SaveAsync(order);

        await RunAsync();
        Assert.Empty(await NoticesAsync(li));
        clock.Advance(TimeSpan.FromMinutes(121));
        await RunAsync();
        await RunAsync();
        Assert.Equal(DueNotices.Soon, Assert.Single(await NoticesAsync(li)).Kind);

        clock.Advance(TimeSpan.FromHours(1));
        await RunAsync();
        await RunAsync();
        Assert.Single(await NoticesAsync(li));
        Assert.Equal(DueNotices.Overdue, Assert.Single(await NoticesAsync(leader)).Kind);
        Assert.Empty(await NoticesAsync(other));
        Assert.Equal(0, await database.ReadAsync(db => db.WorkOrders.Where(o => o.Number == order.Number).Select(o => o.Version).SingleAsync()));
    }

    [Fact]
    public async Task It_is_due_at_the_reminder_and_at_the_due_time()
    {
        var (li, _, _) = await PeopleAsync();
        await database.SaveAsync(Given.WorkOrder().HandledBy(li).With(f => f with { DueAt = Given.Now.AddHours(50) }).Build());
        clock.Advance(TimeSpan.FromHours(48));
        var job = new DueReminder(database, clock);
        await job.RunAsync(CancellationToken.None);
        Assert.Equal(Given.Now.AddHours(49), await job.DueAsync(DateTimeOffset.MinValue, Given.Now.AddHours(51), CancellationToken.None));
        Assert.Equal(Given.Now.AddHours(50), await job.DueAsync(Given.Now.AddHours(49), Given.Now.AddHours(51), CancellationToken.None));
        Assert.Null(await job.DueAsync(DateTimeOffset.MinValue, Given.Now.AddHours(48).AddMinutes(59), CancellationToken.None));
    }

    [Fact]
    public async Task Another_due_time_or_another_handler_is_reminded_anew_a_settled_order_never()
    {
        var (li, leader, _) = await PeopleAsync();
        var han = await database.SaveAsync(Given.User("韩梅梅", li.Team));
        var due = Given.Now.AddMinutes(30);
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { DueAt = due });
        WorkOrder settled = Given.WorkOrder().HandledBy(li).With(f => f with { DueAt = due }).Settled();
        await database.SaveAsync(order, settled);
        await RunAsync();
        Assert.Single(await NoticesAsync(li));

        await database.ActAsync(order.Number, (o, db) => o.Assign(db.Users.Single(u => u.Id == han.Id), As.Leader(leader), Given.Now));
        await RunAsync();
        Assert.Single(await NoticesAsync(han), n => n.Kind == DueNotices.Soon);
        await database.ActAsync(order.Number, (o, _) => o.Edit(o.Fields with { DueAt = due.AddMinutes(5) }, As.Leader(leader), Given.Now));
        await RunAsync();
        Assert.Equal(2, (await NoticesAsync(han)).Count(n => n.Kind == DueNotices.Soon));
        Assert.Single(await NoticesAsync(li));
    }

    [Fact]
    public async Task Many_overdue_orders_are_one_message_and_old_ones_none()
    {
        var (li, leader, _) = await PeopleAsync();
        await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li).With(f => f with { DueAt = Given.Now.AddDays(-2) }));
        for (var i = 0; i < 3; i++)
        {
            await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li).With(f => f with { DueAt = Given.Now.AddMinutes(-5) }));
        }

        await RunAsync();
        var notice = Assert.Single(await NoticesAsync(leader));
        Assert.Equal((DueNotices.ManyOverdue, "3"), (notice.Kind, notice.Arguments[0]));
    }

    [Fact]
    public async Task An_overdue_order_without_handler_notifies_all_leaders_with_and_without_a_team()
    {
        var (_, leader, other) = await PeopleAsync();
        var (_, free, _) = await PeopleAsync();
        await using (var db = database.CreateDbContext())
        {
            (await db.Users.SingleAsync(u => u.Id == free.Id)).Change(new UserProfile("没有班组"), As.Somebody(Roles.Admin), Given.Now);
            await db.SaveChangesAsync();
        }

        await database.SaveAsync<WorkOrder>(Given.WorkOrder().CreatedBy(leader).With(f => f with { DueAt = Given.Now.AddMinutes(-5) }));
        await RunAsync();
        foreach (var person in new[] { leader, other, free })
        {
            Assert.Single(await NoticesAsync(person));
        }

        // Disable the leader without a team; in the other tests, leaders are notified only of their own team.
        await database.ReadAsync(db => db.Users.Where(u => u.Id == free.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsDisabled, true)));
    }

    private Task<int> RunAsync() => new DueReminder(database, clock).RunAsync(CancellationToken.None);

    private Task<List<Notice>> NoticesAsync(User of) => database.ReadAsync(db => db.Notices.Where(n => n.UserId == of.Id).ToListAsync());

    // Each test has its own team, so the leaders of other tests are not notified.
    private async Task<(User Li, User Leader, User OtherLeader)> PeopleAsync()
    {
        var team = "班" + Given.Next();
        var people = (await database.SaveAsync(Given.User("李雷", team)), await database.SaveAsync(Given.User("周敏", team)), await database.SaveAsync(Given.User("别班", team + "外")));
        await using var db = database.CreateDbContext();
        var role = await db.Roles.FirstOrDefaultAsync(r => r.Name == Roles.TeamLeader) ?? db.Roles.Add(new Role { Name = Roles.TeamLeader, NormalizedName = "TEAMLEADER" }).Entity;
        var ids = new[] { people.Item2.Id, people.Item3.Id };
        foreach (var leader in await db.Users.Include(u => u.GrantedRoles).Where(u => ids.Contains(u.Id)).ToListAsync())
        {
            leader.GrantedRoles.Add(role);
        }

        await db.SaveChangesAsync();
        return people;
    }
}
