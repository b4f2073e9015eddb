using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Database;
using WorkOrders.Dispatch;
using WorkOrders.Events;
using WorkOrders.Events.Notices;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests;

/// <summary>自动派发: who gets an order, and that parallel calls distribute orders evenly.</summary>
public sealed class DispatchTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = Given.Clock();
    private DutyRole call = null!;
    private DutyRole legal = null!;

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        await database.SaveAsync(new Role { Name = Roles.Agent, NormalizedName = "AGENT" }, new Role { Name = Roles.TeamLeader, NormalizedName = "TEAMLEADER" });
        call = await database.SaveAsync(new DutyRole("客服组"));
        legal = await database.SaveAsync(new DutyRole("法务组"));
    }

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_thousand_orders_by_eight_callers_land_evenly_on_ten_people()
    {
        var people = new List<User>();
        for (var i = 0; i < 10; i++)
        {
            people.Add(await PersonAsync("坐席" + i, call));
        }

        await SettingAsync(new(null, null, null, null, null), call);
        var orders = Enumerable.Range(0, 1000).Select(_ => Given.WorkOrder().CreatedBy(people[0]).Build()).ToList();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < orders.Count; i = Interlocked.Increment(ref next))
            {
                await using var db = database.CreateDbContext();
                await Dispatcher.CreateAsync(db, orders[i], Given.Now.AddSeconds(i));
            }
        })));
        var shares = await database.ReadAsync(db => db.WorkOrders.GroupBy(o => o.HandlerId).Select(g => g.Count()).ToListAsync());
        Assert.Equal(10, shares.Count);
        Assert.Equal(1000, shares.Sum());
        Assert.InRange(shares.Max() - shares.Min(), 0, 1);
    }

    [Fact]
    public async Task The_most_specific_row_wins_and_ties_join()
    {
        var type = await database.SaveAsync(new ProblemCategory("投诉", null, 0));
        var (li, han) = (await PersonAsync("李雷", call), await PersonAsync("韩梅梅", legal));
        await SettingAsync(new(null, null, null, null, null), call);
        await SettingAsync(new(type.Id, null, null, null, null), legal, "转法务");
        var complaint = await CreateAsync(Given.WorkOrder().CreatedBy(li).With(f => f with { ProblemTypeId = type.Id }));
        Assert.Equal((han.Id, "转法务", "法务组", 0), (complaint.HandlerId, complaint.Solution, complaint.DispatchRoles, complaint.DispatchOpen));
        Assert.Equal(li.Id, (await CreateAsync(Given.WorkOrder().CreatedBy(li))).HandlerId);

        await SettingAsync(new(type.Id, null, null, null, null), call);
        var joined = new[] { await CreateAsync(Complaint()), await CreateAsync(Complaint()) };
        Assert.Equal(new HashSet<int?> { li.Id, han.Id }, joined.Select(o => o.HandlerId).ToHashSet());

        WorkOrderBuilder Complaint() => Given.WorkOrder().CreatedBy(li).With(f => f with { ProblemTypeId = type.Id });
    }

    [Fact]
    public async Task The_fewest_open_orders_count_and_a_tie_goes_to_who_waited_longest()
    {
        var (li, han, wang) = (await PersonAsync("李雷", call), await PersonAsync("韩梅梅", call), await PersonAsync("王芳", call));
        await SettingAsync(new(null, null, null, null, null), call);
        await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li));
        await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(han).Settled());
        var first = await CreateAsync(Given.WorkOrder().CreatedBy(li));
        Assert.Equal(han.Id, first.HandlerId);
        Assert.Equal(wang.Id, (await CreateAsync(Given.WorkOrder().CreatedBy(li))).HandlerId);

        // All have one open order: first the agent who was never chosen, then the one chosen longest ago.
        Assert.Equal([li.Id, han.Id, wang.Id], [(await CreateAsync(Given.WorkOrder().CreatedBy(li))).HandlerId!.Value, (await CreateAsync(Given.WorkOrder().CreatedBy(li))).HandlerId!.Value, (await CreateAsync(Given.WorkOrder().CreatedBy(li))).HandlerId!.Value]);
    }

    [Fact]
    public async Task Nobody_eligible_leaves_it_unassigned_tells_the_leaders_and_the_job_tries_again()
    {
        var li = await PersonAsync("李雷", call);
        var leader = await PersonAsync("周敏", legal, Roles.TeamLeader);
        await SettingAsync(new(null, null, null, null, null), call);
        await ChangeAsync(li, user => user.TakeLeave(As.Agent(li), Given.Now));
        var order = await CreateAsync(Given.WorkOrder().CreatedBy(li));
        Assert.Null(order.HandlerId);
        Assert.Equal(leader.Id, await database.ReadAsync(db => db.Set<global::WorkOrders.Events.Notices.Notice>().Select(n => n.UserId).SingleAsync()));

        var job = new DispatchWaiting(database, clock);
        Assert.Equal(0, await job.RunAsync(CancellationToken.None));
        await ChangeAsync(li, user => user.ReturnToDuty(As.Agent(li), Given.Now));
        Assert.Equal(1, await job.RunAsync(CancellationToken.None));
        Assert.Equal(0, await job.RunAsync(CancellationToken.None));
        var given = await database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Number == order.Number));
        Assert.Equal((li.Id, null), (given.HandlerId, given.AwaitsDispatchSince));
        Assert.Equal("", await database.ReadAsync(db => db.OperationRecords.Where(r => r.Action == DispatchActions.Dispatched).Select(r => r.ActorName).SingleAsync()));
    }

    [Fact]
    public async Task Leaders_are_not_told_again_of_what_an_import_left_also_when_the_message_is_worded_anew()
    {
        var leader = await PersonAsync("周敏", legal, Roles.TeamLeader);
        await database.SaveAsync(new Notice(leader.Id, Given.Now, new NoticeKind(DispatchNotices.ImportLeftSome.Code, "从前的说法"), "/work-orders/unassigned"));
        await LeaveOneAsync();
        Assert.Single(await NoticesAsync());
        await database.ReadAsync(db => db.MarkReadAsync(As.Leader(leader), null, Given.Now));
        await LeaveOneAsync();
        Assert.Equal([DispatchNotices.ImportLeftSome, DispatchNotices.ImportLeftSome], (await NoticesAsync()).Select(n => n.Kind));

        Task<List<Notice>> NoticesAsync() => database.ReadAsync(db => db.Notices.Where(n => n.UserId == leader.Id).ToListAsync());

        async Task LeaveOneAsync()
        {
            await using var db = database.CreateDbContext();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var order = Given.WorkOrder().CreatedBy(leader).Build();
            db.Add(order);
            await Dispatcher.GiveManyAsync(db, [order], Given.Now, CancellationToken.None);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    [Fact]
    public async Task Unassignable_orders_do_not_block_others()
    {
        var type = await database.SaveAsync(new ProblemCategory("投诉", null, 0));
        var li = await PersonAsync("李雷", call);
        await SettingAsync(new(type.Id, null, null, null, null), call);
        var orders = Enumerable.Range(0, 502).Select(i => Given.WorkOrder().CreatedBy(li).With(f => f with { ProblemTypeId = i < 501 ? null : type.Id }).Build()).ToList();
        orders.ForEach(o => o.AwaitDispatch(Given.Now));
        await database.SaveAsync(orders[0], [.. orders.Skip(1)]);
        Assert.Equal(1, await new DispatchWaiting(database, clock).RunAsync(CancellationToken.None));
        Assert.Equal(li.Id, await database.ReadAsync(db => db.WorkOrders.Where(o => o.Number == orders[501].Number).Select(o => o.HandlerId).SingleAsync()));
    }

    [Fact]
    public async Task Two_nodes_share_what_waits_evenly_and_give_nothing_twice()
    {
        var (li, han) = (await PersonAsync("李雷", call), await PersonAsync("韩梅梅", call));
        await SettingAsync(new(null, null, null, null, null), call);
        var orders = Enumerable.Range(0, 450).Select(_ => Given.WorkOrder().CreatedBy(li).Build()).ToList();
        orders.ForEach(o => o.AwaitDispatch(Given.Now));
        await database.SaveAsync(orders[0], [.. orders.Skip(1)]);
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => new DispatchWaiting(database, clock).RunAsync(CancellationToken.None))));
        Assert.Equal(450, runs.Sum() + await new DispatchWaiting(database, clock).RunAsync(CancellationToken.None));
        Assert.Equal([225, 225], await database.ReadAsync(db => db.WorkOrders.GroupBy(o => o.HandlerId).Select(g => g.Count()).ToListAsync()));
        Assert.Equal(450, await database.ReadAsync(db => db.OperationRecords.CountAsync(r => r.Action == DispatchActions.Dispatched)));
    }

    [Fact]
    public void A_changed_setting_is_recorded_and_an_unchanged_one_is_not()
    {
        var leader = As.Somebody(Roles.TeamLeader);
        ProcessorSetting.Create(new(1, null, null, null, null), null, call, leader, Given.Now, out var setting);
        setting!.NewRecords.Clear();
        setting.Change(new(1, null, null, null, null), null, call, leader, Given.Now);
        Assert.Empty(setting.NewRecords);
        setting.Change(new(2, 3, null, null, null), null, call, leader, Given.Now);
        Assert.Equal([(OrderFields.ProblemType, "1", "2"), (OrderFields.ProblemTopic, null, "3")], setting.NewRecords.Single().Changes.Select(c => (c.Field, c.From, c.To!)));
    }

    [Fact]
    public async Task An_order_given_by_hand_is_not_dispatched_and_loses_its_reason()
    {
        var (li, han) = (await PersonAsync("李雷", call), await PersonAsync("韩梅梅", legal));
        await SettingAsync(new(null, null, null, null, null), call);
        var order = await CreateAsync(Given.WorkOrder().CreatedBy(li));
        Assert.NotNull(order.DispatchReason);
        var outcome = await database.ActAsync(order.Number, (o, db) => o.Assign(db.Users.Single(u => u.Id == han.Id), As.Leader(li), Given.Now));
        Done(outcome);
        Assert.Null(await database.ReadAsync(db => db.WorkOrders.Where(o => o.Number == order.Number).Select(o => o.DispatchReason).SingleAsync()));
    }

    [Fact]
    public async Task The_coverage_tells_what_nobody_would_get()
    {
        var type = await database.SaveAsync(new ProblemCategory("投诉", null, 0));
        var lists = new OrderLists([new CategoryOption(type.Id, null, ProblemLevel.Type, "投诉", IsEnabled: true)], []);
        Assert.True(Assert.Single(await database.ReadAsync(db => Coverage.ReadAsync(db, lists))).HasNoSetting);
        await SettingAsync(new(type.Id, null, null, null, null), call);
        Assert.Equal("客服组", Assert.Single(await database.ReadAsync(db => Coverage.ReadAsync(db, lists))).DutyRoles);
        await PersonAsync("李雷", call);
        Assert.Empty(await database.ReadAsync(db => Coverage.ReadAsync(db, lists)));
    }

    private async Task<WorkOrder> CreateAsync(WorkOrder order)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        await using var db = database.CreateDbContext();
        await Dispatcher.CreateAsync(db, order, clock.GetUtcNow());
        return order;
    }

    private async Task<User> PersonAsync(string name, DutyRole duty, string role = Roles.Agent)
    {
        await using var db = database.CreateDbContext();
        var user = Given.User(name);
        user.Id = 0;
        user.GrantedRoles.Add(await db.Roles.SingleAsync(r => r.Name == role));
        user.DutyRoles.Add(await db.DutyRoles.SingleAsync(r => r.Id == duty.Id));
        db.Add(user);
        await db.SaveChangesAsync();
        return user;
    }

    private async Task SettingAsync(ProcessorKeys keys, DutyRole duty, string? solution = null)
    {
        await using var db = database.CreateDbContext();
        Done(ProcessorSetting.Create(keys, solution, await db.DutyRoles.SingleAsync(r => r.Id == duty.Id), As.Somebody(Roles.TeamLeader), Given.Now, out var setting));
        db.Add(setting!);
        await db.SaveChangesAsync();
    }

    private async Task ChangeAsync(User person, Func<User, Outcome> act)
    {
        await using var db = database.CreateDbContext();
        Done(act(await db.Users.SingleAsync(u => u.Id == person.Id)));
        await db.SaveChangesAsync();
    }
}
