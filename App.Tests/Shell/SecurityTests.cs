using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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
    protected override void Configure(IWebHostBuilder builder) => builder.UseSetting("Login:AttemptsPerUserAndMinute", "3");
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

    private async Task<HttpResponseMessage> AttemptAsync(string userName, string password)
    {
        using var client = app.Anonymous();
        return await SignInForm.PostAsync(client, userName, password);
    }
}

/// <summary>A fixture in the Production environment.</summary>
public sealed class Production : AppFixture
{
    protected override void Configure(IWebHostBuilder builder) => builder.UseEnvironment("Production");
}

public sealed class ProductionTests(Production app) : IClassFixture<Production>
{
    [Fact]
    public async Task Cookies_are_secure_and_hidden_from_scripts()
    {
        using var client = app.Anonymous();
        using var answer = await client.GetAsync(new Uri("/account/login", UriKind.Relative));
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task The_password_of_the_demo_is_not_shown()
    {
        using var client = app.Anonymous();
        Assert.DoesNotContain("Demo!", await client.GetStringAsync(new Uri("/account/login", UriKind.Relative)), StringComparison.Ordinal);
    }
}
