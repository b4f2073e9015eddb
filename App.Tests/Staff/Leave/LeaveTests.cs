using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Database;
using WorkOrders.Dispatch;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Leave;
using WorkOrders.Transfers;

namespace WorkOrders.Tests;

/// <summary>休假 and 销假: who may set it, the maximum length, and the end time to the second.</summary>
public sealed class LeaveTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider clock = Given.Clock();

    [Fact]
    public async Task A_leave_ends_at_its_time_and_not_before()
    {
        var li = await database.SaveAsync(Given.User());
        await ActAsync(li.Id, user => user.TakeLeave(As.Agent(li), clock.GetUtcNow(), Given.Now.AddHours(2)));

        clock.SetUtcNow(Given.Now.AddHours(2).AddSeconds(-1));
        Assert.Equal(0, await new LeaveEnd(database, clock).RunAsync(CancellationToken.None));
        Assert.False((await ReadAsync(li.Id)).IsAvailable);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await new LeaveEnd(database, clock).RunAsync(CancellationToken.None));
        var back = await ReadAsync(li.Id);
        Assert.True(back.IsAvailable);
        Assert.Null(back.LeaveUntil);
        Assert.Equal(0, await new LeaveEnd(database, clock).RunAsync(CancellationToken.None));
        var records = await database.ReadAsync(db => db.OperationRecords.Where(r => r.SubjectKey == li.UserName).OrderBy(r => r.Id).ToListAsync());
        Assert.Equal([(StaffActions.TookLeave, "李雷"), (StaffActions.ReturnedToDuty, "")], records.Select(r => (r.Action, r.ActorName)));
        Assert.Equal("2026-11-20T08:00:00.0000000+00:00", Assert.Single(records[0].Changes).To);
    }

    [Fact]
    public async Task Who_is_on_duty_already_is_not_counted_and_does_not_hide_the_next_end()
    {
        var (li, han) = (await database.SaveAsync(Given.User()), await database.SaveAsync(Given.User("韩梅梅")));
        await database.ReadAsync(db => db.Users.Where(u => u.Id == li.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LeaveUntil, Given.Now)));
        await ActAsync(han.Id, user => user.TakeLeave(As.Agent(han), Given.Now, Given.Now.AddMinutes(1)));
        var job = new LeaveEnd(database, clock);
        Assert.Equal(0, await job.RunAsync(CancellationToken.None));
        Assert.Equal(Given.Now, await job.DueAsync(DateTimeOffset.MinValue, Given.Now.AddMinutes(2), CancellationToken.None));
        Assert.Equal(Given.Now.AddMinutes(1), await job.DueAsync(Given.Now, Given.Now.AddMinutes(2), CancellationToken.None));
        await database.ReadAsync(db => db.Users.Where(u => u.Id == li.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LeaveUntil, (DateTimeOffset?)null)));
    }

    [Fact]
    public async Task A_leave_without_an_end_lasts_until_somebody_ends_it()
    {
        var li = await database.SaveAsync(Given.User());
        await ActAsync(li.Id, user => user.TakeLeave(As.Agent(li), Given.Now));
        clock.Advance(TimeSpan.FromDays(200));
        await new LeaveEnd(database, clock).RunAsync(CancellationToken.None);
        Assert.Equal(DutyStatus.OnLeave, (await ReadAsync(li.Id)).DutyStatus);

        var leader = Given.User("周敏");
        await ActAsync(li.Id, user => user.ReturnToDuty(As.Leader(leader), clock.GetUtcNow()));
        Assert.True((await ReadAsync(li.Id)).IsAvailable);
    }

    [Fact]
    public void Only_oneself_and_a_leader_set_it_and_the_end_is_bounded()
    {
        var (li, han) = (Given.User(), Given.User("韩梅梅"));
        Refused(li.TakeLeave(As.Agent(han), Given.Now), "没有权限");
        Refused(li.TakeLeave(As.Agent(li), Given.Now, Given.Now), "休假结束时间要晚于现在");
        Refused(li.TakeLeave(As.Agent(li), Given.Now, Given.Now.AddDays(91)), "休假最长 {0} 天");
        Refused(li.ReturnToDuty(As.Agent(li), Given.Now), "{0} 已经在岗");
        Done(li.TakeLeave(As.Leader(han), Given.Now));
        Refused(li.TakeLeave(As.Agent(li), Given.Now), "{0} 已经在休假");
        Refused(li.ReturnToDuty(As.Agent(han), Given.Now), "没有权限");
    }

    [Fact]
    public async Task Going_on_leave_shows_open_orders_and_requests()
    {
        var li = await database.SaveAsync(Given.User());
        await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li).With(f => f with { DueAt = Given.Now.AddHours(3) }), (WorkOrder)Given.WorkOrder().HandledBy(li).Accepted(), (WorkOrder)Given.WorkOrder().HandledBy(li).Settled());
        WorkOrder asked = Given.WorkOrder().HandledBy(li).Accepted();
        await database.SaveAsync(asked);
        var han = await database.SaveAsync(Given.User("韩梅梅"));
        await database.ActAsync(asked.Number, (o, db) => o.RequestTransfer(db.Users.Single(u => u.Id == han.Id), "我来跟进", As.Agent(han), Given.Now, new TransferRules()));
        var left = await database.ReadAsync(db => new OpenOrdersOfLeaver().OfAsync(db, li.Id, Given.Now, CancellationToken.None));
        Assert.Equal([3, 1, 1], left[0].Figures);
        Assert.Equal([1], left[1].Figures);
        Assert.Equal("没有未结的工单。", Assert.Single(await database.ReadAsync(db => new OpenOrdersOfLeaver().OfAsync(db, han.Id, Given.Now, CancellationToken.None))).Text);
    }

    private Task<User> ReadAsync(int id) => database.ReadAsync(db => db.Users.AsNoTracking().SingleAsync(u => u.Id == id));

    private async Task ActAsync(int id, Func<User, Outcome> act)
    {
        await using var db = database.CreateDbContext();
        Done(act(await db.Users.SingleAsync(u => u.Id == id)));
        await db.SaveChangesAsync();
    }
}
