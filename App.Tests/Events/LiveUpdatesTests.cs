using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using Npgsql;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Events;
using WorkOrders.Events.Notices;

namespace WorkOrders.Tests;

public sealed class LiveUpdatesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly NoticeKind Updated = new("updated", "有 {0} 条更新");

    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_save_tells_each_changed_order_once_and_looking_at_a_value_tells_nothing()
    {
        var li = await database.SaveAsync(Given.User());
        var order = await database.SaveAsync(Given.WorkOrder().HandledBy(li).Accepted().Build());
        Assert.Single(await EventsOfAsync(order.Number));
        await database.ActAsync(order.Number, (o, _) => o.Settle(null, null, As.Agent(li), Given.Now));
        Assert.Equal(2, (await EventsOfAsync(order.Number)).Count);
        await using var db = database.CreateDbContext();
        db.Add(OperationRecord.Of(As.Agent(li), Given.Now, OrderSubjects.WorkOrder, order.Number, global::WorkOrders.Shared.Revealing.Action));
        db.Add(new Notice(li.Id, Given.Now, Updated, "/notices"));
        db.Add(new Notice(li.Id, Given.Now, Updated, "/notices"));
        await db.SaveChangesAsync();
        Assert.Equal(2, (await EventsOfAsync(order.Number)).Count);
        Assert.Single(await database.ReadAsync(d => d.OutboxEvents.Where(e => e.UserId == li.Id).ToListAsync()));
    }

    [Fact]
    public async Task A_save_that_failed_and_is_tried_again_writes_its_event_once()
    {
        var li = await database.SaveAsync(Given.User());
        var order = await database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
        await using var slow = database.CreateDbContext();
        var mine = await slow.WorkOrders.ForAction().SingleAsync(o => o.Id == order.Id);
        await database.ActAsync(order.Number, (o, _) => o.Edit(o.Fields with { Solution = "方案" }, As.Agent(li), Given.Now));
        mine.Edit(mine.Fields with { ContractNo = "HT9" }, As.Agent(li), Given.Now);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => slow.SaveChangesAsync());
        slow.Entry(mine).OriginalValues.SetValues((await slow.Entry(mine).GetDatabaseValuesAsync())!);
        await slow.SaveChangesAsync();
        Assert.Equal(3, (await EventsOfAsync(order.Number)).Count);
    }

    [Fact]
    public async Task A_row_that_commits_after_a_later_number_is_delivered_all_the_same_and_once()
    {
        await using var reading = database.CreateDbContext();
        var clock = Given.Clock();
        await database.SaveAsync(new OutboxEvent(LiveEvent.OrderChanged("GD-BEFORE"), Given.Now));
        var reader = new OutboxReader(clock);
        await reader.ReadAsync(reading);
        var others = reader.Awaited;
        await using var slow = database.CreateDbContext();
        await using var transaction = await slow.Database.BeginTransactionAsync();
        slow.Add(new OutboxEvent(LiveEvent.OrderChanged("GD-SLOW"), Given.Now));
        await slow.SaveChangesAsync();
        await database.SaveAsync(new OutboxEvent(LiveEvent.OrderChanged("GD-FAST"), Given.Now));

        Assert.Equal(["GD-FAST"], (await reader.ReadAsync(reading)).Select(e => e.Key));
        Assert.Empty(await reader.ReadAsync(reading));
        await transaction.CommitAsync();
        Assert.Equal(["GD-SLOW"], (await reader.ReadAsync(reading)).Select(e => e.Key));
        Assert.Empty(await reader.ReadAsync(reading));
        Assert.Equal(others, reader.Awaited);
    }

    [Fact]
    public async Task What_committed_while_the_database_could_not_be_asked_is_delivered_after_however_long()
    {
        await using var reading = database.CreateDbContext();
        var clock = Given.Clock();
        await database.SaveAsync(new OutboxEvent(LiveEvent.OrderChanged("GD-BEFORE"), Given.Now));
        var reader = new OutboxReader(clock);
        await reader.ReadAsync(reading);
        await using var slow = database.CreateDbContext();
        await using var transaction = await slow.Database.BeginTransactionAsync();
        slow.Add(new OutboxEvent(LiveEvent.OrderChanged("GD-LATE"), Given.Now));
        await slow.SaveChangesAsync();
        await database.SaveAsync(new OutboxEvent(LiveEvent.OrderChanged("GD-AFTER"), Given.Now));
        await reader.ReadAsync(reading);
        await transaction.CommitAsync();
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(["GD-LATE"], (await reader.ReadAsync(reading)).Select(e => e.Key));
    }

    [Fact]
    public async Task A_number_that_was_rolled_back_is_not_awaited_for_ever()
    {
        await using var reading = database.CreateDbContext();
        var clock = Given.Clock();
        await database.SaveAsync(new OutboxEvent(LiveEvent.OrderChanged("GD-BEFORE"), Given.Now));
        var reader = new OutboxReader(clock);
        await reader.ReadAsync(reading);
        var others = reader.Awaited;
        await using (var given = database.CreateDbContext())
        await using (await given.Database.BeginTransactionAsync())
        {
            given.Add(new OutboxEvent(LiveEvent.OrderChanged("GD-NEVER"), Given.Now));
            await given.SaveChangesAsync();
        }

        await database.SaveAsync(new OutboxEvent(LiveEvent.OrderChanged("GD-NEXT"), Given.Now));
        await reader.ReadAsync(reading);
        Assert.Equal(others + 1, reader.Awaited);
        clock.Advance(TimeSpan.FromMinutes(2));
        await reader.ReadAsync(reading);
        Assert.Equal(0, reader.Awaited);
    }

    [Fact]
    public async Task A_page_that_has_gone_is_no_failure_and_a_broken_one_is()
    {
        using var log = new LogLines();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        var live = new LiveEvents(Given.Clock(), logs.CreateLogger<LiveEvents>());
        var faults = new Queue<Exception>(
            [new TaskCanceledException(), new JSDisconnectedException("gone"), new ObjectDisposedException("page"), new InvalidOperationException("broken")]);
        using var subscription = live.OnPerson("topic", 1, () => throw faults.Dequeue());
        for (var count = faults.Count; count > 0; count--)
        {
            live.Publish(new LiveEvent("topic", null, 1));
        }

        await Eventually.HoldsAsync(() => log.All.Any(line => line.Contains("broken", StringComparison.Ordinal)));
        Assert.Single(log.All);
    }

    [Fact]
    public async Task Two_nodes_hear_of_a_change_within_a_second_and_a_node_that_restarts_hears_the_next()
    {
        var (first, second) = (new Node(database), new Node(database));
        await first.StartAsync();
        await second.StartAsync();
        var li = await database.SaveAsync(Given.User());
        var order = await database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
        await Task.WhenAll(first.HeardAsync(order.Number), second.HeardAsync(order.Number)).WaitAsync(OneSecond * 5);

        await second.StopAsync();
        var missed = await database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
        await first.HeardAsync(missed.Number).WaitAsync(OneSecond * 5);
        var again = new Node(database);
        await again.StartAsync();
        var next = await database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
        await again.HeardAsync(next.Number).WaitAsync(OneSecond * 5);
        Assert.False(again.HeardAsync(missed.Number).IsCompleted);
        await first.StopAsync();
        await again.StopAsync();
    }

    [Fact]
    public async Task Events_older_than_a_day_go_and_younger_ones_stay()
    {
        var old = await database.SaveAsync(new OutboxEvent(LiveEvent.OrderChanged("GD-OLD"), Given.Now.AddHours(-25)));
        var young = await database.SaveAsync(new OutboxEvent(LiveEvent.OrderChanged("GD-YOUNG"), Given.Now.AddHours(-23)));
        await database.ReadAsync(db => EventPump.CleanUpAsync(db, Given.Now));
        Assert.Equal([young.Id], await database.ReadAsync(db => db.OutboxEvents.Where(e => e.Id == old.Id || e.Id == young.Id).Select(e => e.Id).ToListAsync()));
    }

    [Fact]
    public async Task A_slow_and_a_failing_subscriber_hold_nobody_up()
    {
        var live = new LiveEvents(Given.Clock(), NullLogger<LiveEvents>.Instance);
        var (never, heard) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var slow = live.OnOrderChanged(null, _ => never.Task);
        using var failing = live.OnOrderChanged(null, _ => throw new InvalidOperationException("broken page"));
        var count = 0;
        using var good = live.OnOrderChanged("GD1", _ =>
        {
            if (++count == 100)
            {
                heard.SetResult();
            }

            return Task.CompletedTask;
        });
        for (var i = 0; i < 100; i++)
        {
            live.Publish(LiveEvent.OrderChanged("GD1"));
            live.Publish(LiveEvent.OrderChanged("GD2"));
        }

        await heard.Task.WaitAsync(OneSecond * 5);
        Assert.Equal(100, count);
    }

    [Fact]
    public async Task A_subscriber_is_told_of_what_happened_since_it_read()
    {
        var clock = Given.Clock();
        var live = new LiveEvents(clock, NullLogger<LiveEvents>.Instance);
        live.Publish(LiveEvent.OrderChanged("GD-BEFORE"));
        clock.Advance(OneSecond);
        var read = clock.GetUtcNow();
        clock.Advance(OneSecond);
        live.Publish(LiveEvent.OrderChanged("GD-MISSED"));
        live.Publish(LiveEvent.OrderChanged("GD-MISSED"));
        var (all, other, later) = (new List<string>(), new List<string>(), new List<string>());
        using var first = live.OnOrderChanged(null, number => HearAsync(all, number), read);
        using var second = live.OnOrderChanged("GD-OTHER", number => HearAsync(other, number), read);
        using var third = live.OnOrderChanged(null, number => HearAsync(later, number));
        live.Publish(LiveEvent.OrderChanged("GD-OTHER"));
        await Eventually.HoldsAsync(() => all.Count == 2 && other.Count == 1 && later.Count == 1);
        Assert.Equal(["GD-MISSED", "GD-OTHER"], all);
        Assert.Equal(["GD-OTHER"], other);
        Assert.Equal(["GD-OTHER"], later);

        static Task HearAsync(List<string> heard, string number)
        {
            heard.Add(number);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Everybody_reads_and_marks_their_own_messages_only()
    {
        var (li, han) = (await database.SaveAsync(Given.User("李雷")), await database.SaveAsync(Given.User("韩梅梅")));
        var mine = await database.SaveAsync(new Notice(li.Id, Given.Now, Updated, "/notices", "3"));
        Assert.Equal(0, await database.ReadAsync(db => db.MarkReadAsync(As.Agent(han), mine.Id, Given.Now)));
        Assert.Empty(await database.ReadAsync(db => db.Notices.Of(As.Agent(han)).UnreadFirst().ToListAsync()));
        var read = Assert.Single(await database.ReadAsync(db => db.Notices.Of(As.Agent(li)).UnreadFirst().ToListAsync()));
        Assert.Equal((true, "3"), (read.IsUnread, read.Arguments.Single()));
        Assert.Equal(1, await database.ReadAsync(db => db.MarkReadAsync(As.Agent(li), null, Given.Now)));
    }

    [Fact]
    public async Task Reading_a_message_is_told_to_every_node_and_reading_it_again_to_none()
    {
        var li = As.Agent(await database.SaveAsync(Given.User()));
        var notice = await database.SaveAsync(new Notice(li.Id, Given.Now, Updated, "/notices", "3"));
        var before = await ToldAsync();
        Assert.Equal(1, await database.ReadAsync(db => db.MarkReadAsync(li, notice.Id, Given.Now)));
        Assert.Equal(0, await database.ReadAsync(db => db.MarkReadAsync(li, null, Given.Now)));
        Assert.Equal(before + 1, await ToldAsync());

        Task<int> ToldAsync() => database.ReadAsync(db => db.OutboxEvents.CountAsync(e => e.Topic == Notice.Topic && e.UserId == li.Id));
    }

    [Fact]
    public async Task Read_messages_go_after_ninety_days_and_unread_ones_after_a_year()
    {
        var li = As.Agent(await database.SaveAsync(Given.User()));
        var clock = Given.Clock();
        await SendAsync("/read-long-ago", clock.GetUtcNow().AddDays(-200));
        await database.ReadAsync(db => db.MarkReadAsync(li, null, clock.GetUtcNow() - ClearNotices.ReadKept.Add(TimeSpan.FromMinutes(1))));
        await SendAsync("/read-lately", clock.GetUtcNow().AddDays(-300));
        await database.ReadAsync(db => db.MarkReadAsync(li, null, clock.GetUtcNow().AddDays(-1)));
        await SendAsync("/never-read", clock.GetUtcNow() - ClearNotices.UnreadKept.Add(TimeSpan.FromMinutes(1)));
        await SendAsync("/not-yet-read", clock.GetUtcNow().AddDays(-300));
        Assert.Equal(2, await new ClearNotices(database, clock).RunAsync(default));
        Assert.Equal(["/read-lately", "/not-yet-read"], await database.ReadAsync(db => db.Notices.Of(li).OrderBy(n => n.Id).Select(n => n.Address).ToListAsync()));

        Task SendAsync(string address, DateTimeOffset at) => database.SaveAsync(new Notice(li.Id, at, Updated, address));
    }

    [Fact]
    public async Task A_listening_connection_whose_other_end_vanished_is_noticed()
    {
        if (TestCluster.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        using var line = new CutLine(database.ConnectionString);
        await using var db = TestDatabase.Open(line.ConnectionString);
        var (awake, stop) = (new TaskCompletionSource(), new CancellationTokenSource());
        var listening = OutboxSignal.ListenAsync(db, () => awake.TrySetResult(), stop.Token);
        await awake.Task;
        line.Freeze();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => listening.WaitAsync(TimeSpan.FromSeconds(15)));
        stop.Dispose();
    }

    private Task<List<OutboxEvent>> EventsOfAsync(string number) => database.ReadAsync(db => db.OutboxEvents.Where(e => e.Key == number).ToListAsync());

    private sealed class Node
    {
        private readonly LiveEvents live = new(Given.Clock(), NullLogger<LiveEvents>.Instance);
        private readonly EventPump pump;
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource> heard = [];

        public Node(TestDatabase database)
        {
            pump = new EventPump(database.Factory, live, Given.Clock(), NullLogger<EventPump>.Instance);
            live.OnOrderChanged(null, number =>
            {
                Source(number).TrySetResult();
                return Task.CompletedTask;
            });
        }

        public Task HeardAsync(string number) => Source(number).Task;

        public async Task StartAsync()
        {
            // The first poll only records the cursor (current end of the table).
            await pump.PumpAsync();
            await pump.StartAsync(default);
        }

        public async Task StopAsync()
        {
            await pump.StopAsync(default);
            pump.Dispose();
        }

        private TaskCompletionSource Source(string number) => heard.GetOrAdd(number, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
