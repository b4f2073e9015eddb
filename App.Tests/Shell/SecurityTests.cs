using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkOrders.Api;
using WorkOrders.Staff.Account;

namespace WorkOrders.Tests;

public sealed class SecurityTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("/account/login")]
    [InlineData("/no/such/page")]
    [InlineData("/favicon.svg")]
    public async Task Every_answer_forbids_inline_scripts_frames_and_guessed_types(string path)
    {
        using var client = app.Anonymous();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Pages_have_no_inline_script()
    {
        var client = await app.ClientOf("agent1");
        var page = await client.GetStringAsync(new Uri("/work-orders", UriKind.Relative));
        Assert.DoesNotMatch("<script(?![^>]* src=)", page);
        Assert.DoesNotMatch(@"<[^>]+\son[a-z]+\s*=", page);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var client = app.Anonymous();
        using var content = new FormUrlEncodedContent([new("_handler", "login"), new("Input.UserName", "agent1"), new("Input.Password", "x")]);
        using var answer = await client.PostAsync(new Uri("/account/login", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task No_log_line_holds_what_the_address_asks_for()
    {
        var client = await app.ClientOf("agent1");
        foreach (var path in new[] { "/work-orders/new?callerNumber=13812345678", "/work-orders?contact=13812345678&idNumber=11010519491231002X&page=-1", "/nowhere/13812345678?x=13812345678" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        }

        Assert.Contains(app.Log.All, line => line.Contains("/work-orders", StringComparison.Ordinal) && line.Contains("callerNumber=…", StringComparison.Ordinal) && line.Contains("TraceId", StringComparison.Ordinal));
        var leaks = app.Log.All.Where(line => line.Contains("13812345678", StringComparison.Ordinal) || line.Contains("11010519491231002X", StringComparison.Ordinal));
        Assert.Equal([], leaks);
    }

    [Fact]
    public void A_number_in_a_message_or_an_exception_is_logged_masked()
    {
        var logger = app.Services.GetRequiredService<ILogger<SecurityTests>>();
        var duplicate = new InvalidOperationException("Cannot insert duplicate key row. The duplicate key value is (13712345678).");
        logger.LogError(new DbUpdateException("failed", duplicate), "Customer {Phone} was not saved", "13712345678");
        var line = Assert.Single(app.Log.All, l => l.Contains("was not saved", StringComparison.Ordinal));
        Assert.DoesNotContain("13712345678", line, StringComparison.Ordinal);
        Assert.Contains("137****5678", line, StringComparison.Ordinal);
        Assert.Contains("DbUpdateException", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_parameters_are_not_logged()
    {
        using var db = app.Factory.CreateDbContext();
        Assert.False(db.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()!.IsSensitiveDataLoggingEnabled);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers_without_signing_in(string path)
    {
        using var client = app.Anonymous();
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri(path, UriKind.Relative)));
    }
}

/// <summary>A fixture whose login page allows three attempts per user and minute.</summary>
public sealed class StrictLogin : AppFixture
{
    protected override void Configure(IWebHostBuilder builder) => builder.UseSetting("RateLimits:SignInsPerNameAndMinute", "3");
}

public sealed class LoginThrottleTests(StrictLogin app) : IClassFixture<StrictLogin>
{
    [Fact]
    public async Task Guessing_at_one_account_is_slowed_down_and_nobody_else_is()
    {
        for (var i = 0; i < 3; i++)
        {
            using var wrong = await AttemptAsync("agent1", "wrong" + i);
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        }

        using var refused = await AttemptAsync(" Agent1", WorkOrders.Demo.DemoStaff.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("登录尝试太频繁", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal("60", Assert.Single(refused.Headers.GetValues("Retry-After")));

        using var colleague = await AttemptAsync("agent2", WorkOrders.Demo.DemoStaff.Password);
        Assert.Equal(HttpStatusCode.Redirect, colleague.StatusCode);
    }

    [Fact]
    public async Task Another_spelling_or_a_field_in_front_of_the_name_is_no_other_account()
    {
        for (var i = 0; i < 3; i++)
        {
            using var wrong = await PostAsync(("x.UserName", "decoy" + i), ("Input.UserName", new[] { "agent3", "ａｇｅｎｔ3", "ＡＧＥＮＴ３" }[i]));
            Assert.NotEqual(HttpStatusCode.TooManyRequests, wrong.StatusCode);
        }

        using var refused = await PostAsync(("x.UserName", "decoy"), ("Input.UserName", "agent３"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        using var twice = await PostAsync(("Input.UserName", "decoy"), ("Input.UserName", "agent3"));
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "a=%00", 400)]
    [InlineData("application/x-www-form-urlencoded", "{many}=b", 400)]
    [InlineData("multipart/form-data", "--x", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb", 400)]
    [InlineData("application/x-www-form-urlencoded", "a={many}", 413)]
    public async Task A_body_that_is_no_form_or_too_long_is_refused_without_an_error_in_the_log(string type, string body, int status)
    {
        var before = app.Log.All.Count;
        body = body.Replace("{many}", new string('k', status == 413 ? 600_000 : 3_000), StringComparison.Ordinal);
        foreach (var path in (string[])["/account/login", "/account/login/code"])
        {
            using var client = app.Anonymous();
            using var content = new StringContent(body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
            Assert.Equal(status, (int)answer.StatusCode);
        }

        Assert.DoesNotContain(app.Log.All.Skip(before), line => line.Contains("ExceptionHandlerMiddleware", StringComparison.Ordinal));
    }

    [Fact]
    public void A_shift_signs_in_within_a_minute_through_one_network()
    {
        using var attempts = new LoginAttempts(Options.Create(new RequestLimitOptions()));
        for (var attempt = 0; attempt < 4; attempt++)
        {
            for (var person = 0; person < 300; person++)
            {
                Assert.True(attempts.MayTry(IPAddress.Parse($"2001:db8::{person:x}"), "agent" + person));
            }
        }

        Assert.False(attempts.MayTry(IPAddress.Parse("2001:db8::1"), "agent1"));
        Assert.True(attempts.MayTry(IPAddress.Parse("2001:db8:0:1::1"), "leader1"));
    }

    private async Task<HttpResponseMessage> PostAsync(params (string Name, string Value)[] fields)
    {
        using var client = app.Anonymous();
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.PostAsync(new Uri("/account/login", UriKind.Relative), content);
    }

    private async Task<HttpResponseMessage> AttemptAsync(string userName, string password)
    {
        using var client = app.Anonymous();
        return await SignInForm.PostAsync(client, userName, password);
    }
}

/// <summary>A fixture in the Production environment, reached by the name in AllowedHosts.</summary>
public class Production : AppFixture
{
    public const string Host = "gongdan.example";

    protected override void Configure(IWebHostBuilder builder) =>
        builder.UseEnvironment("Production").UseSetting("AllowedHosts", Host).UseSetting("PublicAddress", "https://" + Host)
            .UseSetting("KnownProxies", "127.0.0.1");
}

public sealed class ProductionTests(Production app) : IClassFixture<Production>
{
    [Fact]
    public async Task Cookies_are_secure_and_hidden_from_scripts()
    {
        using var client = Visitor();
        using var answer = await client.GetAsync(new Uri("/account/login", UriKind.Relative));
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task A_form_whose_cookie_had_another_name_is_told_to_be_read_again()
    {
        using var client = Visitor();
        using var form = new FormUrlEncodedContent([new("_handler", "login"), new("__RequestVerificationToken", "old"), new("Input.UserName", "agent1"), new("Input.Password", "x")]);
        using var answer = await client.PostAsync(new Uri("/account/login", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("页面已过期，请刷新后重试", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_cookie_belongs_to_this_host_alone_and_to_no_other_path()
    {
        using var client = Visitor();
        var set = new List<string>();
        foreach (var (path, field, value) in new[] { ("/preferences/theme", "theme", "dark"), ("/preferences/language", "language", "en") })
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create(field, value)]);
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form);
            set.AddRange(answer.Headers.GetValues("Set-Cookie"));
        }

        set.AddRange(await SignInAsync(client));
        Assert.Equal(["__Host-.AspNetCore.Culture", "__Host-Identity.Application", "__Host-antiforgery", "__Host-theme"], set.Select(c => c[..c.IndexOf('=', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(set, cookie =>
        {
            var parts = cookie.Split("; ");
            Assert.Contains("secure", parts);
            Assert.Contains("path=/", parts);
            Assert.DoesNotContain(parts, part => part.StartsWith("domain", StringComparison.OrdinalIgnoreCase));
        });
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", set.Select(c => c.Split(';')[0])));
        var page = await client.GetStringAsync(new Uri("/account/profile", UriKind.Relative));
        Assert.Contains("<html lang=\"en\" data-theme=\"dark\"", page, StringComparison.Ordinal);
        Assert.Contains("data-cookies=\"__Host-\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1", HttpStatusCode.BadRequest)]
    [InlineData(Production.Host, HttpStatusCode.OK)]
    public async Task Only_the_names_of_AllowedHosts_are_answered(string host, HttpStatusCode status)
    {
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Host = host;
        using var answer = await client.GetAsync(new Uri("/account/login", UriKind.Relative));
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api-docs/index.html")]
    [InlineData("/api-docs")]
    public async Task The_description_of_the_API_is_not_shown(string path)
    {
        using var client = Visitor();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_file_has_the_address_of_the_settings()
    {
        using var client = await app.ApiOf("operator1", Production.Host);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Files.Samples.Pdf), "file", "a.pdf" } };
        var url = (await client.SendAsync("POST", "files/upload", form)).Data.GetProperty("fileUrl").GetString();
        Assert.StartsWith($"https://{Production.Host}/api/v1/files/f", url, StringComparison.Ordinal);
        var used = await client.SendAsync("POST", "default-applications", new { customerName = "文件地址" + Given.Next(), defaultReasons = new[] { 1 }, severity = "LOW", attachments = new[] { new { fileUrl = url } } });
        Assert.Equal(200, used.Code);
    }

    [Fact]
    public async Task The_password_of_the_demo_is_not_shown()
    {
        using var client = Visitor();
        Assert.DoesNotContain("Demo!", await client.GetStringAsync(new Uri("/account/login", UriKind.Relative)), StringComparison.Ordinal);
    }

    /// <summary>A proxy in front ends TLS.</summary>
    [Fact]
    public async Task A_browser_keeps_to_TLS_for_a_year_for_this_name_alone()
    {
        using var client = Visitor();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.1");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var answer = await client.GetAsync(new Uri("/account/login", UriKind.Relative));
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    private HttpClient Visitor()
    {
        var client = app.Anonymous();
        client.DefaultRequestHeaders.Host = Production.Host;
        return client;
    }

    // Over plain HTTP a client sends no secure cookie back, so the antiforgery cookie is sent by hand.
    private static async Task<IEnumerable<string>> SignInAsync(HttpClient client)
    {
        using var page = await client.GetAsync(new Uri("/account/login", UriKind.Relative));
        var cookies = page.Headers.GetValues("Set-Cookie").ToList();
        var token = (await page.ReadAsync()).QuerySelector(".account-form [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/login");
        request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => c.Split(';')[0])));
        request.Content = new FormUrlEncodedContent([new("_handler", "login"), new("__RequestVerificationToken", token), new("Input.UserName", "agent1"), new("Input.Password", WorkOrders.Demo.DemoStaff.Password)]);
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return cookies.Concat(answer.Headers.GetValues("Set-Cookie"));
    }
}
