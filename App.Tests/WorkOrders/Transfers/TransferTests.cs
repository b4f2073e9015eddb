using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.Events;
using WorkOrders.Events.Notices;
using WorkOrders.Shared.People;
using WorkOrders.Transfers;

namespace WorkOrders.Tests.Transfers;

public sealed class TransferTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = Given.Clock();
    private User li = Given.User("李雷");
    private User han = Given.User("韩梅梅");
    private User wang = Given.User("王芳");
    private User zhou = Given.User("周敏");
    private WorkOrder order = null!;

    private Transferring Acts => new(database, Options.Create(new TransferRules()), clock);

    public async Task InitializeAsync()
    {
        li = await SaveAgentAsync("李雷");
        han = await SaveAgentAsync("韩梅梅");
        wang = await SaveAgentAsync("王芳");
        zhou = await SaveAgentAsync("周敏");
        order = await database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_confirmed_transfer_moves_the_order_and_is_on_record_and_told()
    {
        Done(await Acts.RequestAsync(order.Number, null, "客户是我的老客户", As.Agent(han)));
        Assert.Equal(TransferNotices.Requested, (await NoticesOfAsync(li)).Single());
        Done(await Acts.OpenAsync(order.Number, As.Agent(li)));
        clock.Advance(TimeSpan.FromSeconds(29));
        Done(await ConfirmAsync());

        var moved = await OrderAsync();
        Assert.Equal((han.Id, WorkOrderStatus.Processing, (DateTimeOffset?)null), (moved.HandlerId!.Value, moved.Status, moved.HandlerActedAt));
        Assert.Equal(MyView.Handled, moved.DeskEntries.Single(e => e.UserId == li.Id).View);
        Assert.Equal(MyView.Unhandled, moved.DeskEntries.Single(e => e.UserId == han.Id).View);
        Assert.Equal([OrderActions.Created, TransferActions.Requested, TransferActions.Confirmed], await ActionsAsync());
        var record = await database.ReadAsync(db => db.OperationRecords.SingleAsync(r => r.SubjectKey == order.Number && r.Action == TransferActions.Confirmed));
        var handler = record.Changes.Single(c => c.Field == OrderFields.Handler);
        Assert.Equal(("李雷", "韩梅梅", "客户是我的老客户"), (handler.From, handler.To, record.Remark!.Unmask()));
        Assert.Equal(TransferNotices.Confirmed, (await NoticesOfAsync(han)).Single());
        Assert.Equal(TransferStatus.Accepted, (await RequestsAsync()).Single().Status);
    }

    [Fact]
    public async Task Nothing_is_confirmed_outside_a_window_and_another_window_may_be_opened()
    {
        await RequestAsync();
        Refused(await ConfirmAsync(), "确认时间已过，工单没有转出；请重新打开转出");
        Done(await Acts.OpenAsync(order.Number, As.Agent(li)));
        clock.Advance(TimeSpan.FromSeconds(30));
        Refused(await ConfirmAsync(), "确认时间已过，工单没有转出；请重新打开转出");
        Done(await Acts.OpenAsync(order.Number, As.Agent(li)));
        clock.Advance(TimeSpan.FromSeconds(5));
        Done(await ConfirmAsync());
    }

    [Fact]
    public async Task Opening_again_goes_on_in_the_running_window()
    {
        await RequestAsync();
        Done(await Acts.OpenAsync(order.Number, As.Agent(li)));
        var opened = (await RequestsAsync()).Single().ConfirmOpenedAt;
        clock.Advance(TimeSpan.FromSeconds(20));
        Done(await Acts.OpenAsync(order.Number, As.Agent(li)));
        Assert.Equal(opened, (await RequestsAsync()).Single().ConfirmOpenedAt);
        clock.Advance(TimeSpan.FromSeconds(11));
        Refused(await ConfirmAsync(), "确认时间已过，工单没有转出；请重新打开转出");
    }

    [Fact]
    public async Task The_window_never_outlasts_the_request()
    {
        await RequestAsync();
        clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(10));
        Done(await Acts.OpenAsync(order.Number, As.Agent(li)));
        var request = (await RequestsAsync()).Single();
        Assert.Equal(request.Expires, request.WindowEnds(new TransferRules()));
        clock.Advance(TimeSpan.FromSeconds(10));
        Refused(await ConfirmAsync(), "工单 {0} 没有等待确认的转出请求：可能已超时、已取消，或处理人已变更", order.Number);
        Assert.Equal(li.Id, (await OrderAsync()).HandlerId);
    }

    [Fact]
    public async Task An_expired_request_is_dead_without_a_job_and_makes_room_for_the_next()
    {
        await RequestAsync();
        clock.Advance(TimeSpan.FromMinutes(31));
        Refused(await Acts.OpenAsync(order.Number, As.Agent(li)), "工单 {0} 没有等待确认的转出请求：可能已超时、已取消，或处理人已变更", order.Number);
        Done(await Acts.RequestAsync(order.Number, null, "再请求一次", As.Agent(wang)));
        Assert.Equal([TransferStatus.Expired, TransferStatus.Pending], (await RequestsAsync()).Select(r => r.Status));
        Assert.Contains(TransferNotices.Expired, await NoticesOfAsync(han));
    }

    [Fact]
    public async Task A_refused_request_leaves_the_overdue_one_to_the_job()
    {
        await RequestAsync();
        var version = (await OrderAsync()).Version;
        clock.Advance(TimeSpan.FromMinutes(31));
        Refused(await Acts.RequestAsync(order.Number, null, "  ", As.Agent(wang)), "请填写请求转出的原因");
        Refused(await Acts.RequestAsync(order.Number, null, "我自己", As.Agent(li)), "工单 {0} 现在不能由您请求转出", order.Number);
        Assert.Equal(TransferStatus.Pending, (await RequestsAsync()).Single().Status);
        Assert.Equal(version, (await OrderAsync()).Version);
        Assert.Equal([OrderActions.Created, TransferActions.Requested], await ActionsAsync());
        Assert.Empty(await NoticesOfAsync(han));
    }

    [Fact]
    public async Task A_refusal_is_not_saved()
    {
        var acts = new Transferring(new InterceptedFactory(database, new FailingSave()), Options.Create(new TransferRules()), clock);
        Refused(await acts.RequestAsync(order.Number, null, "我自己", As.Agent(li)), "工单 {0} 现在不能由您请求转出", order.Number);
        Refused(await acts.OpenAsync(order.Number, As.Agent(li)), "工单 {0} 没有等待确认的转出请求：可能已超时、已取消，或处理人已变更", order.Number);
    }

    [Fact]
    public async Task The_job_records_overdue_requests_once()
    {
        await RequestAsync();
        Assert.Equal(0, await TransferExpiry.RunAsync(database, clock.GetUtcNow()));
        clock.Advance(TimeSpan.FromMinutes(30));
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TransferExpiry.RunAsync(database, clock.GetUtcNow())));
        Assert.Equal(1, runs.Sum());
        Assert.Equal([OrderActions.Created, TransferActions.Requested, TransferActions.Expired], await ActionsAsync());
        Assert.Equal(TransferStatus.Expired, (await RequestsAsync()).Single().Status);
    }

    [Fact]
    public async Task A_refused_request_leaves_the_order_and_is_told()
    {
        await RequestAsync();
        Done(await Acts.RejectAsync(order.Number, await NewestAsync(), As.Agent(li)));
        Assert.Equal(li.Id, (await OrderAsync()).HandlerId);
        Assert.Equal([TransferNotices.Rejected], await NoticesOfAsync(han));
        Assert.Equal(TransferActions.Rejected, (await ActionsAsync())[^1]);
        Refused(await ConfirmAsync(), "工单 {0} 没有等待确认的转出请求：可能已超时、已取消，或处理人已变更", order.Number);
    }

    [Fact]
    public async Task An_answer_to_a_request_that_ended_is_not_one_to_the_next()
    {
        await RequestAsync();
        var shown = await NewestAsync();
        Done(await Acts.CancelAsync(order.Number, As.Agent(han)));
        Done(await Acts.RequestAsync(order.Number, null, "客户找我", As.Agent(wang)));
        Done(await Acts.OpenAsync(order.Number, As.Agent(li)));
        Refused(await Acts.RejectAsync(order.Number, shown, As.Agent(li)), "这个转出请求已经结束，现在是 {0} 的请求，请重新打开转出", "王芳");
        Refused(await Acts.ConfirmAsync(order.Number, shown, As.Agent(li)), "这个转出请求已经结束，现在是 {0} 的请求，请重新打开转出", "王芳");
        Assert.Equal([TransferStatus.Cancelled, TransferStatus.Pending], (await RequestsAsync()).Select(r => r.Status));
    }

    [Fact]
    public async Task A_reason_that_the_column_would_not_hold_is_refused_in_words() =>
        Refused(await Acts.RequestAsync(order.Number, null, new string('长', TransferRequest.ReasonLength + 1), As.Agent(han)), "{0}不能超过 {1} 个字，现在有 {2} 个", "原因", TransferRequest.ReasonLength, TransferRequest.ReasonLength + 1);

    [Fact]
    public async Task Only_who_asked_cancels()
    {
        await RequestAsync();
        Refused(await Acts.CancelAsync(order.Number, As.Agent(wang)), "您不是工单 {0} 的当前处理人，或没有此操作的权限", order.Number);
        Done(await Acts.CancelAsync(order.Number, As.Agent(han)));
        Assert.Equal(TransferStatus.Cancelled, (await RequestsAsync()).Single().Status);
        Assert.Contains(TransferNotices.Cancelled, await NoticesOfAsync(li));
    }

    [Fact]
    public async Task Settling_and_reassigning_supersede_the_request_in_the_same_save()
    {
        await RequestAsync();
        await database.ActAsync(order.Number, (o, _) => o.Reassign(wang, As.Agent(li), clock.GetUtcNow()));
        await RequestAsync();
        await database.ActAsync(order.Number, (o, _) => o.Settle(null, null, As.Agent(wang), clock.GetUtcNow()));
        Assert.Equal([TransferStatus.Superseded, TransferStatus.Superseded], (await RequestsAsync()).Select(r => r.Status));
        Assert.Equal(2, (await NoticesOfAsync(han)).Count(n => n == TransferNotices.Superseded));
        Refused(await Acts.RequestAsync(order.Number, null, "太晚", As.Agent(han)), "工单 {0} 已结单，不能再操作", order.Number);
    }

    [Fact]
    public async Task Who_may_ask_and_whom()
    {
        Refused(await Acts.RequestAsync(order.Number, null, "我自己", As.Agent(li)), "工单 {0} 现在不能由您请求转出", order.Number);
        Refused(await Acts.RequestAsync(order.Number, null, "  ", As.Agent(han)), "请填写请求转出的原因");
        Refused(await Acts.RequestAsync(order.Number, wang.Id, "给别人", As.Agent(han)), "工单 {0} 现在不能由您请求转出", order.Number);
        Refused(await Acts.RequestAsync(order.Number, li.Id, "给他自己", As.Leader(zhou)), "工单 {0} 已经由 {1} 处理", order.Number, "李雷");
        Refused(await Acts.RequestAsync(order.Number, null, "只读", As.Compliance(han)), "工单 {0} 现在不能由您请求转出", order.Number);
        Done(await Acts.RequestAsync(order.Number, wang.Id, "请王芳跟进", As.Leader(zhou)));
        Refused(await Acts.RequestAsync(order.Number, null, "第二个", As.Agent(han)), "工单 {0} 已有等待确认的转出请求", order.Number);
        Refused(await Acts.OpenAsync(order.Number, As.Agent(wang)), "您不是工单 {0} 的当前处理人，或没有此操作的权限", order.Number);
        Done(await Acts.OpenAsync(order.Number, As.Agent(li)));
        Done(await ConfirmAsync());
        Assert.Equal(wang.Id, (await OrderAsync()).HandlerId);
        Assert.Single(await NoticesOfAsync(wang));
        Assert.Single(await NoticesOfAsync(zhou));
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_waits_and_the_others_are_told()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Acts.RequestAsync(order.Number, null, "同时", As.Agent(i % 2 == 0 ? han : wang))));
        var refused = outcomes.Where(o => o.IsRefused).ToList();
        Assert.Equal(11, refused.Count);
        Assert.All(refused, o => Refused(o, "工单 {0} 已有等待确认的转出请求", order.Number));
        Assert.Single(await RequestsAsync());
    }

    [Fact]
    public async Task The_receiver_acknowledges_their_order_and_nobody_else_does()
    {
        await RequestAsync();
        await Acts.OpenAsync(order.Number, As.Agent(li));
        Done(await ConfirmAsync());
        var moved = await OrderAsync();
        var shown = (await database.ReadAsync(db => TransferOnPage.ReadAsync(db, order.Number, As.Agent(han))))!;
        Assert.True(shown.IsNewFor(As.Agent(han), moved));
        Assert.False(shown.IsNewFor(As.Agent(li), moved));
        await Acts.AcknowledgeAsync(shown.Id, As.Agent(li));
        Assert.Null((await RequestsAsync()).Single().SeenAt);
        await Acts.AcknowledgeAsync(shown.Id, As.Agent(han));
        Assert.NotNull((await RequestsAsync()).Single().SeenAt);
    }

    private async Task<Outcome> ConfirmAsync() => await Acts.ConfirmAsync(order.Number, await NewestAsync(), As.Agent(li));

    private async Task<long> NewestAsync() => (await RequestsAsync())[^1].Id;

    private async Task RequestAsync() => Done(await Acts.RequestAsync(order.Number, null, "客户要求", As.Agent(han)));

    private async Task<User> SaveAgentAsync(string name) => await database.SaveAgentAsync(name);

    private Task<WorkOrder> OrderAsync() => database.ReadAsync(db => db.WorkOrders.ForAction().AsNoTracking().SingleAsync(o => o.Id == order.Id));

    private Task<List<TransferRequest>> RequestsAsync() => database.ReadAsync(db => db.TransferRequests.AsNoTracking().Where(r => r.WorkOrderId == order.Id).OrderBy(r => r.Id).ToListAsync());

    private Task<List<OperationAction>> ActionsAsync() => database.ReadAsync(db => db.OperationRecords.Where(r => r.SubjectKey == order.Number).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());

    private Task<List<NoticeKind>> NoticesOfAsync(User user) => database.ReadAsync(db => db.Notices.Where(n => n.UserId == user.Id).OrderBy(n => n.Id).Select(n => n.Kind).ToListAsync());
}
