using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Events;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.Messages;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Tests.Messages;

public sealed class SmsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider clock = Given.Clock();

    [Fact]
    public void A_template_is_filled_from_the_order_and_what_it_has_not_stays_empty()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(Given.User()).With(f => f with { CustomerName = "张伟" });
        Assert.Equal($"张伟您好，工单{order.Number}将于处理", SmsText.Fill("{客户姓名}您好，工单{工单号}将于{到期时间}处理", name => OrderPlaceholders.ValueOf(name, order)));
        Assert.Null(SmsText.UnknownIn("{客户姓名}您好"));
        Assert.Equal("身份证", SmsText.UnknownIn("{客户姓名}，{身份证}"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    public void Long_texts_are_several_messages(int length, int parts) => Assert.Equal($"{parts}", new CharacterCount(length, SmsText.MaxLength, "{2}", SmsText.PartSizes).ToString());

    [Fact]
    public void A_template_is_checked_recorded_and_only_deleted_softly()
    {
        var leader = As.Leader(Given.User());
        Refused(SmsTemplate.Create("提醒", "{手机}", true, leader, Given.Now, out _), "不认识占位符“{0}”，可以用：{1}");
        Refused(SmsTemplate.Create("提醒", new string('长', 501), true, leader, Given.Now, out _), "短信内容最多 {0} 个字");
        Refused(SmsTemplate.Create("提醒", "您好", true, As.Agent(Given.User()), Given.Now, out _), "没有权限");
        Done(SmsTemplate.Create("提醒", "{客户姓名}您好", true, leader, Given.Now, out var template));
        Done(template!.Delete(leader, Given.Now));
        Assert.True(template.IsDeleted);
        Assert.Equal([SmsTemplateActions.Added, SmsTemplateActions.Deleted], template.NewRecords.Select(r => r.Action));
    }

    [Fact]
    public async Task It_is_saved_with_the_follow_up_and_its_result_is_told_also_when_that_is_locked()
    {
        var (order, me) = await FollowedAsync("请于周五还款");
        Assert.Equal((SmsStatus.Queued, Given.MaskedPhone), await StateAsync(order, me));
        await database.Factory.AddFollowUpAsync(order.Number, new FollowUpFields(null, FreeText.Parse("二"), null, null), 1, me, Given.Now);
        var gateway = new Gateway(SmsReply.Sent);
        await RunAsync(gateway);
        Assert.Equal("请于周五还款", Assert.Single(gateway.Sent).Text);
        Assert.Equal(SmsStatus.Sent, (await StateAsync(order, me)).Status);
        Assert.Equal(0, await RunAsync(gateway));
        Assert.True(await database.ReadAsync(db => db.OutboxEvents.AnyAsync(e => e.Topic == OrderSubjects.WorkOrder.Code && e.Key == order.Number)));
    }

    [Fact]
    public async Task Two_nodes_at_once_send_each_message_once()
    {
        var gateway = new Gateway(SmsReply.Sent);
        for (var i = 0; i < 10; i++)
        {
            await FollowedAsync($"第 {i} 条");
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RunAsync(gateway))));
        Assert.Equal(gateway.Sent.Count, gateway.Sent.Select(s => s.Id).Distinct().Count());
        Assert.True(gateway.Sent.Count >= 10);
    }

    [Fact]
    public async Task A_refusal_is_shown_and_a_busy_gateway_is_asked_again_later_five_times()
    {
        var (refused, me) = await FollowedAsync("一");
        await RunAsync(new Gateway(new SmsReply(SmsResult.Refused, SmsProblems.Refused)));
        Assert.Equal(SmsStatus.Failed, (await StateAsync(refused, me)).Status);

        var (order, other) = await FollowedAsync("二");
        var busy = new Gateway(new SmsReply(SmsResult.NotNow, SmsProblems.Busy));
        await RunAsync(busy);
        await RunAsync(busy);
        Assert.Single(busy.Sent);
        for (var i = 0; i < 6; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(3));
            await RunAsync(busy);
        }

        Assert.Equal(SmsMessage.MostAttempts, busy.Sent.Count);
        Assert.Equal(SmsStatus.Failed, (await StateAsync(order, other)).Status);
    }

    [Fact]
    public async Task What_a_dead_node_had_begun_is_unknown_and_never_sent_again()
    {
        var (order, me) = await FollowedAsync("一");
        var id = await database.ReadAsync(db => db.SmsMessages.Where(m => m.SubjectKey == order.Number).Select(m => m.Id).SingleAsync());
        Assert.True(await database.ReadAsync(db => SmsMessage.TryClaimAsync(db, id, clock.GetUtcNow(), CancellationToken.None)));
        Assert.False(await database.ReadAsync(db => SmsMessage.TryClaimAsync(db, id, clock.GetUtcNow(), CancellationToken.None)));
        var gateway = new Gateway(SmsReply.Sent);
        await RunAsync(gateway);
        Assert.DoesNotContain(gateway.Sent, s => s.Id == id);
        clock.Advance(TimeSpan.FromMinutes(3));
        await RunAsync(gateway);
        Assert.DoesNotContain(gateway.Sent, s => s.Id == id);
        Assert.Equal(SmsStatus.Unknown, (await StateAsync(order, me)).Status);
    }

    [Fact]
    public async Task Without_a_phone_or_a_text_nothing_is_saved()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerPhone = null });
        Refused(order.AddFollowUp(Of("您好"), 0, As.Agent(li), Given.Now), "工单没有客户电话，不能发短信。");
        WorkOrder other = Given.WorkOrder().HandledBy(li);
        Refused(other.AddFollowUp(Of(" "), 0, As.Agent(li), Given.Now), "请填写短信内容");
        Assert.Empty(other.FollowUps);
    }

    [Theory]
    [InlineData(200, SmsResult.Sent)]
    [InlineData(400, SmsResult.Refused)]
    [InlineData(429, SmsResult.NotNow)]
    [InlineData(500, SmsResult.Unknown)]
    public async Task The_answer_of_the_gateway_says_what_became_of_it(int status, SmsResult result)
    {
        var http = new GatewayHttp(() => new HttpResponseMessage((HttpStatusCode)status));
        Assert.Equal(result, (await SendAsync(http)).Result);
        Assert.Equal($$"""{"id":7,"phone":"{{Given.Phone}}","text":"\u60A8\u597D"}""", Assert.Single(http.Bodies));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, SmsResult.NotNow)]
    [InlineData(HttpRequestError.NameResolutionError, SmsResult.NotNow)]
    [InlineData(HttpRequestError.ResponseEnded, SmsResult.Unknown)]
    public async Task A_lost_connection_is_another_try_only_when_nothing_was_sent(HttpRequestError error, SmsResult result)
    {
        var http = new GatewayHttp(() => throw new HttpRequestException(error));
        Assert.Equal(result, (await SendAsync(http)).Result);
        Assert.Single(http.Bodies);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_in_time_may_have_sent_it_and_is_asked_once()
    {
        var http = new GatewayHttp(() => new HttpResponseMessage()) { Gate = new TaskCompletionSource().Task };
        var sending = SendAsync(http);
        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(sending.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(SmsResult.Unknown, (await sending).Result);
        Assert.Single(http.Bodies);
    }

    [Fact]
    public async Task The_status_is_enough_and_nothing_of_a_message_is_logged()
    {
        var log = new LogLines();
        Assert.Equal(SmsResult.Sent, (await SendAsync(new GatewayHttp(() => new HttpResponseMessage { Content = new StalledBody() }), log)).Result);
        await SendAsync(new GatewayHttp(() => throw new HttpRequestException("refused " + Given.Phone)), log);
        Assert.Empty(log.All);
    }

    private static FollowUpFields Of(string sms) => new(null, FreeText.Parse("一"), null, null) { Sms = sms };

    private Task<int> RunAsync(ISmsGateway gateway) => new SendSms(database.Factory, gateway, clock).RunAsync(CancellationToken.None);

    private async Task<(WorkOrder Order, CurrentUser Me)> FollowedAsync(string sms)
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        await database.SaveAsync(order);
        Done(await database.Factory.AddFollowUpAsync(order.Number, Of(sms), 0, As.Agent(li), clock.GetUtcNow()));
        return (order, As.Agent(li));
    }

    private async Task<(SmsStatus Status, string Phone)> StateAsync(WorkOrder order, CurrentUser me)
    {
        var chain = await database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, me));
        var message = Assert.Single(chain.Rows[^1].Messages);
        return (message.Status, message.Phone.Masked);
    }

    private sealed class Gateway(SmsReply reply) : ISmsGateway
    {
        public System.Collections.Concurrent.ConcurrentQueue<(long Id, string Text)> Sent { get; } = [];

        public async Task<SmsReply> SendAsync(long id, PhoneNumber phone, string text, CancellationToken cancellation = default)
        {
            await Task.Yield();
            Sent.Enqueue((id, text));
            return reply;
        }
    }

    private Task<SmsReply> SendAsync(GatewayHttp http, LogLines? log = null)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log ?? new LogLines()));
        services.AddSmsClient().ConfigurePrimaryHttpMessageHandler(() => http);
        services.AddSingleton(Options.Create(new SmsOptions { Endpoint = "http://gateway/sms" })).AddSingleton<TimeProvider>(clock);
        return ActivatorUtilities.CreateInstance<HttpSmsGateway>(services.BuildServiceProvider()).SendAsync(7, PhoneNumber.Parse(Given.Phone)!, "您好");
    }

    private sealed class GatewayHttp(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        public Task Gate { get; init; } = Task.CompletedTask;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            await Gate.WaitAsync(cancellationToken);
            return answer();
        }
    }
}
