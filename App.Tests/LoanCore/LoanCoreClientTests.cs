using System.Net;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.LoanCore;

namespace WorkOrders.Tests.LoanCore;

public sealed class LoanCoreClientTests
{
    private static readonly LoanCoreQuestion Question = new(IdNumber.Parse(Given.Id)!);

    private readonly FakeTimeProvider clock = Given.Clock();

    [Fact]
    public async Task It_asks_by_ID_number_in_the_documented_form_and_leaves_out_what_is_unknown()
    {
        var core = new CoreHttp(_ => CoreHttp.Text(CoreExample.Documented));
        Assert.NotNull((await core.Client(clock).AskAsync(Question)).Answer);
        Assert.Equal($$"""{"idCardNo":"{{Given.Id}}"}""", core.LastBody);
        await core.Client(clock).AskAsync(new LoanCoreQuestion(IdNumber.Parse(Given.Id)!) { CustomerName = "Li", PhoneNumber = "138", OrderNo = "7" });
        Assert.Equal($$"""{"customerName":"Li","idCardNo":"{{Given.Id}}","phoneNumber":"138","orderNo":"7"}""", core.LastBody);
    }

    [Fact]
    public async Task A_passing_failure_is_tried_again_and_not_seen()
    {
        var core = new CoreHttp(call => call < 3 ? CoreHttp.Text("busy", HttpStatusCode.BadGateway) : CoreHttp.Text(CoreExample.Documented));
        Assert.NotNull((await core.Client(TimeProvider.System, o => o.Retries = 2).AskAsync(Question)).Answer);
        Assert.Equal(3, core.Calls);
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("""{"code":""")]
    public async Task An_answer_that_makes_no_sense_is_tried_again_too(string body)
    {
        var core = new CoreHttp(call => CoreHttp.Text(call < 3 ? body : CoreExample.Documented));
        Assert.NotNull((await core.Client(TimeProvider.System, o => o.Retries = 2).AskAsync(Question)).Answer);
        Assert.Equal(3, core.Calls);
    }

    [Fact]
    public async Task The_delay_before_another_attempt_is_the_one_of_the_settings_not_of_the_core()
    {
        var core = new CoreHttp(call =>
        {
            var answer = call < 2 ? CoreHttp.Text("busy", HttpStatusCode.ServiceUnavailable) : CoreHttp.Text(CoreExample.Documented);
            answer.Headers.Add("Retry-After", "3600");
            return answer;
        });
        var asking = core.Client(clock, o => (o.Retries, o.RetryDelay) = (1, TimeSpan.FromSeconds(1))).AskAsync(Question);
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => asking.IsCompleted);
        Assert.NotNull((await asking).Answer);
        Assert.InRange(clock.GetUtcNow() - Given.Now, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off_at_its_limit()
    {
        var core = new CoreHttp(_ => CoreHttp.Text($$"""{"code":"0000","data":{},"more":"{{new string('x', 2 * 1024 * 1024)}}"}"""));
        Refused((await core.Client(clock).AskAsync(Question)).Outcome, "连接不上贷款核心");
        core = new CoreHttp(_ => CoreHttp.Text($$"""{"code":"1002","msg":"no","more":"{{new string('x', 2 * 1024 * 1024 - 100)}}"}"""));
        Refused((await core.Client(clock).AskAsync(Question)).Outcome, "贷款核心没有给出资料：{0}（{1}）");
    }

    [Fact]
    public async Task A_refusal_of_the_core_is_not_tried_again()
    {
        var core = new CoreHttp(_ => CoreHttp.Text("""{"code":"1002","msg":"证件号无效"}"""));
        var reply = await core.Client(TimeProvider.System, o => o.Retries = 2).AskAsync(Question);
        Refused(reply.Outcome, "贷款核心没有给出资料：{0}（{1}）", "证件号无效", "1002");
        Assert.Equal(1, core.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html></html>", "贷款核心的回答读不懂，不是约定的格式")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "", "贷款核心回答了错误 {0}")]
    [InlineData(HttpStatusCode.NotFound, "<html></html>", "贷款核心回答了错误 {0}")]
    [InlineData(HttpStatusCode.BadRequest, """{"code":"1","msg":"no"}""", "贷款核心没有给出资料：{0}（{1}）")]
    [InlineData(HttpStatusCode.BadRequest, """{"code":"0000","data":{}}""", "贷款核心回答了错误 {0}")]
    public async Task Every_failure_is_told_in_words(HttpStatusCode status, string body, string key)
    {
        var core = new CoreHttp(_ => CoreHttp.Text(body, status));
        var reply = await core.Client(clock).AskAsync(Question);
        Assert.Null(reply.Answer);
        Refused(reply.Outcome, key);
    }

    [Fact]
    public async Task A_core_that_is_not_there_is_told()
    {
        var core = new CoreHttp(_ => throw new HttpRequestException("refused"));
        Refused((await core.Client(clock).AskAsync(Question)).Outcome, "连接不上贷款核心");
    }

    [Fact]
    public async Task A_slow_core_is_left_after_its_time()
    {
        var core = new CoreHttp(_ => CoreHttp.Text(CoreExample.Documented)) { Gate = new TaskCompletionSource().Task };
        var asking = core.Client(clock, o => o.Timeout = TimeSpan.FromSeconds(3)).AskAsync(Question);
        clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(asking.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Refused((await asking).Outcome, "贷款核心没有在 {0} 秒内回答");
    }

    [Fact]
    public async Task A_core_that_begins_its_answer_and_stops_is_left_after_its_time_too()
    {
        var core = new CoreHttp(_ => new HttpResponseMessage { Content = new StalledBody() });
        var asking = core.Client(clock, o => o.Timeout = TimeSpan.FromSeconds(3)).AskAsync(Question);
        clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(asking.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Refused((await asking).Outcome, "贷款核心没有在 {0} 秒内回答");
    }

    [Fact]
    public async Task The_breaker_opens_after_the_configured_failures_and_closes_when_the_core_answers_again()
    {
        var isUp = false;
        var core = new CoreHttp(_ => isUp ? CoreHttp.Text(CoreExample.Documented) : CoreHttp.Text("", HttpStatusCode.InternalServerError));
        var client = core.Client(clock, o => (o.BreakerAttempts, o.BreakerPause) = (6, TimeSpan.FromSeconds(15)));
        for (var i = 0; i < 6; i++)
        {
            Refused((await client.AskAsync(Question)).Outcome, "贷款核心回答了错误 {0}");
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        // The circuit breaker is open: the core is not called.
        var refused = await client.AskAsync(Question);
        Refused(refused.Outcome, "贷款核心连续出错，已暂停查询，约 {0} 秒后再试");
        Assert.InRange((int)refused.Outcome.Arguments[0], 1, 15);
        Assert.Equal(6, core.Calls);

        // After the pause the breaker allows one attempt; it fails, and the pause starts again.
        clock.Advance(TimeSpan.FromSeconds(15));
        Refused((await client.AskAsync(Question)).Outcome, "贷款核心回答了错误 {0}");
        Assert.Equal(7, core.Calls);
        Refused((await client.AskAsync(Question)).Outcome, "贷款核心连续出错，已暂停查询，约 {0} 秒后再试");

        isUp = true;
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.NotNull((await client.AskAsync(Question)).Answer);
        Assert.NotNull((await client.AskAsync(Question)).Answer);
        Assert.Equal(9, core.Calls);
    }

    [Fact]
    public async Task Refusals_of_the_core_never_open_the_breaker()
    {
        var core = new CoreHttp(_ => CoreHttp.Text("""{"code":"1002","msg":"证件号无效"}"""));
        var client = core.Client(clock, o => o.BreakerAttempts = 2);
        for (var i = 0; i < 10; i++)
        {
            await client.AskAsync(Question);
        }

        Assert.Equal(10, core.Calls);
    }

    [Fact]
    public async Task Nothing_of_question_or_answer_is_logged()
    {
        var log = new LogLines();
        var core = new CoreHttp(call => call == 1 ? CoreHttp.Text(CoreExample.Of(Given.Id, 5)) : throw new HttpRequestException("refused " + Given.Id));
        var client = core.Client(clock, log: log);
        await client.AskAsync(Question);
        await client.AskAsync(Question);
        Assert.Equal(2, log.All.Count);
        Assert.DoesNotContain(log.All, line => line.Contains(Given.Id, StringComparison.Ordinal) || line.Contains("张伟", StringComparison.Ordinal));
    }
}
