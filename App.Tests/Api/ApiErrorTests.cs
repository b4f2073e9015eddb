using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Api;
using WorkOrders.Database;

namespace WorkOrders.Tests.Api;

/// <summary>Error handling common to all API endpoints.</summary>
public sealed class ApiErrorTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Every_429_says_when_to_come_back()
    {
        await using var services = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<TimeProvider>(Given.Clock()).BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        await Answer.Refused(StatusCodes.Status429TooManyRequests, "别的文件还在检查，请稍后再上传").ExecuteAsync(context);
        Assert.Equal("5", context.Response.Headers.RetryAfter);
        var later = new DefaultHttpContext { RequestServices = services };
        await Answer.TooMany(Outcome.TooMany("请求太频繁，请 {0} 秒后再试", 90), Given.Now.AddSeconds(89.5)).ExecuteAsync(later);
        Assert.Equal("90", later.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Without_a_token_without_a_right_and_without_an_endpoint_the_envelope_says_so()
    {
        using var nobody = app.Anonymous();
        var unauthorized = await nobody.SendAsync("GET", "auth/profile");
        Assert.Equal((401, "未登录或登录已过期", JsonValueKind.Null), (unauthorized.Code, unauthorized.Message, unauthorized.Data.ValueKind));
        using var compliance = await app.ApiOf("compliance1");
        Assert.Equal(403, (await compliance.SendAsync("POST", "work-orders/GD20261120000001/follow-ups", new { content = "x", seen = 0 })).Code);
        Assert.Equal(404, (await compliance.SendAsync("GET", "nothing-here")).Code);
        Assert.Equal(405, (await compliance.SendAsync("DELETE", "auth/profile")).Code);
    }

    [Fact]
    public async Task An_order_that_another_handles_may_be_read_and_not_written()
    {
        using var client = await app.ApiOf("agent5");
        var path = $"work-orders/{await OpenOrderAsync("agent4")}/follow-ups";
        var seen = (await client.SendAsync("GET", path)).Data.EnumerateArray().Select(f => f.GetProperty("sequence").GetInt32()).FirstOrDefault();
        var refused = await client.SendAsync("POST", path, new { content = "不归我", blackIndustry = "NO", seen });
        Assert.Equal(403, refused.Code);
        Assert.Contains("当前处理人", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_or_none_or_too_long_is_refused()
    {
        using var client = app.Anonymous();
        Assert.Equal(400, (await client.SendAsync("POST", "auth/login", "{")).Code);
        Assert.Equal(400, (await client.SendAsync("POST", "auth/login", "")).Code);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("username", "agent1")]);
        Assert.Equal(415, (await client.SendAsync("POST", "auth/login", form)).Code);

        // Rejected by Content-Length before the body is sent. Without Expect: 100-continue the connection is closed during the upload.
        client.DefaultRequestHeaders.ExpectContinue = true;
        Assert.Equal(413, (await client.SendAsync("POST", "auth/login", "{\"username\":\"" + new string('a', 1_100_000) + "\"}")).Code);
    }

    [Fact]
    public async Task Of_201_requests_at_once_some_are_too_many_and_another_persons_are_not()
    {
        using var busy = await app.ApiOf("group1");
        using var other = await app.ApiOf("architect1");
        var flood = Enumerable.Range(0, 201).Select(_ => busy.SendAsync("GET", "auth/profile")).ToList();
        var calm = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => other.SendAsync("GET", "auth/profile")));
        var replies = await Task.WhenAll(flood);
        var refused = replies.Where(r => r.Status == 429).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, r => Assert.Equal((429, TimeSpan.FromSeconds(1)), (r.Code, r.RetryAfter)));
        Assert.All(replies.Except(refused), r => Assert.Equal(200, r.Code));
        Assert.All(calm, r => Assert.Equal(200, r.Code));
    }

    [Fact]
    public async Task The_API_describes_itself_and_can_be_browsed()
    {
        using var client = app.Anonymous();
        var document = JsonDocument.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement;
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/v1/auth/login", out _));
        Assert.All(document.GetProperty("paths").EnumerateObject(), path => Assert.StartsWith("/api/v1/", path.Name, StringComparison.Ordinal));
        using var page = await client.GetAsync(new Uri("/api-docs/index.html", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task An_earlier_follow_up_is_refused_a_change_the_newest_not()
    {
        using var client = await app.ApiOf("agent1");
        var path = $"work-orders/{await OpenOrderAsync("agent1")}/follow-ups";
        var seen = (await client.SendAsync("GET", path)).Data.EnumerateArray().Select(f => f.GetProperty("sequence").GetInt32()).FirstOrDefault();
        Assert.Equal((200, "新增成功"), await StatusAsync(client.SendAsync("POST", path, new { content = "第一次，电话 13812345678", negotiationResult = "AGREED", seen })));
        Assert.Equal(200, (await client.SendAsync("PUT", $"{path}/{seen + 1}", new { content = "第一次改", blackIndustry = "NO", version = 0 })).Code);
        Assert.Equal(409, (await client.SendAsync("POST", path, new { content = "没看过的", seen })).Code);
        Assert.Equal(200, (await client.SendAsync("POST", path, new { content = "第二次，电话 13812345678", seen = seen + 1 })).Code);

        Assert.Equal(200, (await client.SendAsync("GET", path.Replace("GD", "gd", StringComparison.Ordinal))).Code);

        var locked = await client.SendAsync("PUT", $"{path}/{seen + 1}", new { content = "不行", version = 1 });
        Assert.Equal(409, locked.Code);
        Assert.Contains("已锁定", locked.Message, StringComparison.Ordinal);
        var chain = (await client.SendAsync("GET", path)).Data;
        Assert.Equal([false, true], chain.EnumerateArray().Take(2).Select(f => f.GetProperty("locked").GetBoolean()));
        Assert.Equal(["第二次，电话 138****5678", "第一次改"], chain.EnumerateArray().Take(2).Select(f => f.GetProperty("content").GetString()));
    }

    [Fact]
    public async Task A_follow_up_brings_files_and_a_short_message_and_what_is_sent_back_masked_stays_what_it_was()
    {
        using var client = await app.ApiOf("agent2");
        var number = await OpenOrderAsync("agent2");
        var path = $"work-orders/{number}/follow-ups";
        var seen = (await client.SendAsync("GET", path)).Data.EnumerateArray().Select(f => f.GetProperty("sequence").GetInt32()).FirstOrDefault();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Files.Samples.Wav), "file", "13812345678.wav" } };
        var url = (await client.SendAsync("POST", "files/upload", form)).Data.GetProperty("fileUrl").GetString();
        Assert.Equal(400, (await client.SendAsync("POST", path, new { content = "x", seen, attachments = new[] { new { fileUrl = "https://files.example.com/x.wav" } } })).Code);
        Assert.Equal(200, (await client.SendAsync("POST", path, new { content = "电话 13812345678", seen, attachments = new[] { new { fileUrl = url } }, sms = "请回电" })).Code);
        Assert.Equal(200, (await client.SendAsync("PUT", $"{path}/{seen + 1}", new { content = "电话 138****5678，已接", version = 0 })).Code);

        var newest = (await client.SendAsync("GET", path)).Data[0];
        Assert.Equal("电话 138****5678，已接", newest.GetProperty("content").GetString());
        Assert.Equal(("138****5678.wav", url), (newest.GetProperty("attachments")[0].GetProperty("fileName").GetString(), newest.GetProperty("attachments")[0].GetProperty("fileUrl").GetString()));
        Assert.Equal(("请回电", "QUEUED"), (newest.GetProperty("messages")[0].GetProperty("text").GetString(), newest.GetProperty("messages")[0].GetProperty("status").GetString()));
        await using var db = await app.Factory.CreateDbContextAsync();
        Assert.Equal("电话 13812345678，已接", (await db.FollowUps.SingleAsync(f => f.Sequence == seen + 1 && db.Set<WorkOrder>().Any(o => o.Id == f.WorkOrderId && o.Number == number))).Content.Unmask());
        using (var file = await client.GetAsync(new Uri(url!)))
        {
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }

        using var operator1 = await app.ApiOf("operator1");
        using var hidden = await operator1.GetAsync(new Uri(url!));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Theory]
    [InlineData("{\"seen\":0}", "content")]
    [InlineData("{\"content\":\"x\"}", "seen")]
    [InlineData("{\"content\":\"x\",\"seen\":0,\"negotiationResult\":\"PERHAPS\"}", "negotiationResult")]
    [InlineData("{\"content\":\"x\",\"seen\":0,\"negotiationResult\":1}", "negotiationResult")]
    public async Task A_wrong_field_of_a_follow_up_is_named(string body, string field)
    {
        using var client = await app.ApiOf("agent3");
        var reply = await client.SendAsync("POST", $"work-orders/{await OpenOrderAsync("agent3")}/follow-ups", body);
        Assert.Equal(400, reply.Code);
        Assert.StartsWith(field, reply.Message, StringComparison.Ordinal);
    }

    private static async Task<(int, string)> StatusAsync(Task<ApiReply> reply) => ((await reply).Code, (await reply).Message);

    private async Task<string> OpenOrderAsync(string handler)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return await db.WorkOrders.Where(o => o.Handler!.UserName == handler && o.Status != WorkOrderStatus.Settled).OrderBy(o => o.Id).Select(o => o.Number).FirstAsync();
    }
}
