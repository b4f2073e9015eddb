using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Demo;
using WorkOrders.Staff.Tokens;

namespace WorkOrders.Tests.Api;

/// <summary>Each test speaks for addresses of its own: the fixture's only proxy is this machine.</summary>
public sealed class RequestLimitTests(RequestLimitTests.Strict app) : IClassFixture<RequestLimitTests.Strict>
{
    private const int Most = 8;

    [Fact]
    public async Task Anonymous_requests_of_one_address_are_too_many_and_nobody_elses_are()
    {
        using var one = From("203.0.113.1");
        for (var i = 0; i < Most; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(one, "/account/login"));
        }

        using var page = await one.GetAsync(new Uri("/account/login", UriKind.Relative));
        Assert.Equal((HttpStatusCode.TooManyRequests, "请求太频繁，请 60 秒后再试"), (page.StatusCode, await page.Content.ReadAsStringAsync()));
        Assert.Equal(TimeSpan.FromMinutes(1), page.Headers.RetryAfter?.Delta);
        var reply = await one.SendAsync("POST", "auth/login", new { username = "agent1", password = "x" });
        Assert.Equal((429, TimeSpan.FromMinutes(1)), (reply.Code, reply.RetryAfter));

        // What costs nothing is served, and so is another address, even behind the same proxy.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(one, "/health/live"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(one, "/favicon.svg"));
        using var other = From("203.0.113.2");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, "/account/login"));
    }

    [Fact]
    public async Task In_English_the_refusal_is_English()
    {
        using var client = From("203.0.113.3");
        client.DefaultRequestHeaders.Add("Cookie", ".AspNetCore.Culture=c%3Den%7Cuic%3Den");
        for (var i = 0; i < Most; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account/login"));
        }

        Assert.Equal("Too many requests. Try again in 60 s", await client.GetStringOrEmptyAsync("/account/login"));
    }

    [Fact]
    public async Task Addresses_of_one_IPv6_network_are_one_client()
    {
        for (var i = 0; i < Most; i++)
        {
            using var client = From("2001:db8:1:1::" + i);
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account/login"));
        }

        using var next = From("2001:db8:1:1:ffff::1");
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(next, "/account/login"));
        using var neighbour = From("2001:db8:1:2::1");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(neighbour, "/account/login"));
    }

    [Fact]
    public async Task Wrong_tokens_of_one_address_are_too_many_and_a_right_one_from_there_is_not()
    {
        using var right = From("203.0.113.4");
        right.DefaultRequestHeaders.Authorization = Bearer(AccessOf(await LoginAsync(right)));
        using var wrong = From("203.0.113.4");
        wrong.DefaultRequestHeaders.Authorization = Bearer("wrong");
        for (var i = 0; i < Strict.FailedTokens; i++)
        {
            Assert.Equal(401, (await wrong.SendAsync("GET", "auth/profile")).Code);
        }

        var refused = await wrong.SendAsync("GET", "auth/profile");
        Assert.Equal((429, "请求太频繁，请 60 秒后再试", TimeSpan.FromMinutes(1)), (refused.Code, refused.Message, refused.RetryAfter));
        Assert.Equal(200, (await right.SendAsync("GET", "auth/profile")).Code);
    }

    [Fact]
    public async Task A_token_that_has_only_expired_is_never_counted_and_always_401()
    {
        using var client = From("203.0.113.5");
        var valid = ForgedToken.Of(AccessOf(await LoginAsync(client)), app.Services.GetRequiredService<SigningKey>().Value.Key);
        var now = TestTime.Now.GetUtcNow();
        var expired = valid.With("nbf", now.AddMinutes(-2).ToUnixTimeSeconds()).With("exp", now.AddMinutes(-1).ToUnixTimeSeconds());
        client.DefaultRequestHeaders.Authorization = Bearer(expired.ToString());
        for (var i = 0; i <= Most; i++)
        {
            Assert.Equal(401, (await client.SendAsync("GET", "auth/profile")).Code);
        }

        // One that somebody else has signed counts, whatever its time.
        using var forger = From("203.0.113.5");
        forger.DefaultRequestHeaders.Authorization = Bearer((expired with { Key = new byte[32] }).ToString());
        for (var i = 0; i < Strict.FailedTokens; i++)
        {
            Assert.Equal(401, (await forger.SendAsync("GET", "auth/profile")).Code);
        }

        Assert.Equal(429, (await forger.SendAsync("GET", "auth/profile")).Code);
        Assert.Equal(401, (await client.SendAsync("GET", "auth/profile")).Code);

        // Where no sign-in is needed it is a request without one. The sign-in was the first.
        for (var i = 1; i < Most; i++)
        {
            Assert.Equal(400, (await client.SendAsync("POST", "auth/refresh", new { })).Code);
        }

        Assert.Equal(429, (await client.SendAsync("POST", "auth/refresh", new { })).Code);
    }

    [Fact]
    public async Task Over_the_limit_a_valid_refresh_token_is_refused_and_stays_valid()
    {
        using var client = From("203.0.113.6");
        using var other = From("203.0.113.7");
        var valid = new { refresh_token = (await LoginAsync(other)).Data.GetProperty("refresh_token").GetString() };
        for (var i = 0; i < Strict.FailedTokens; i++)
        {
            Assert.Equal(401, (await client.SendAsync("POST", "auth/refresh", new { refresh_token = "wrong" })).Code);
        }

        var refused = await client.SendAsync("POST", "auth/refresh", valid);
        Assert.Equal((429, "请求太频繁，请 60 秒后再试", TimeSpan.FromMinutes(1)), (refused.Code, refused.Message, refused.RetryAfter));
        Assert.Equal(200, (await other.SendAsync("POST", "auth/refresh", valid)).Code);
    }

    [Fact]
    public async Task Who_says_through_a_known_proxy_that_he_is_somebody_else_changes_nothing_and_is_not_warned_of()
    {
        for (var i = 0; i < Most; i++)
        {
            using var client = From($"198.51.100.{i}, 203.0.113.8");
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account/login"));
        }

        using var next = From("203.0.113.8");
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(next, "/account/login"));
        Assert.DoesNotContain(app.Log.All, line => line.Contains("KnownProxies", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_circuits_are_counted_by_person_wherever_they_come_from()
    {
        var cookies = await app.SignInAsync("agent1");
        for (var i = 0; i < Most; i++)
        {
            using var client = app.NewClient(cookies);
            client.DefaultRequestHeaders.Add("X-Forwarded-For", $"203.0.113.{10 + i}");
            Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(client));
        }

        using var again = app.NewClient(cookies);
        again.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.20");
        Assert.Equal(HttpStatusCode.TooManyRequests, await NegotiateAsync(again));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(again, "/_blazor"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(again, "/work-orders"));
        using var colleague = app.NewClient(await app.SignInAsync("agent2"));
        colleague.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.21");
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(colleague));
    }

    [Fact]
    public async Task Anonymous_circuits_are_counted_by_address_and_hold_up_nobody_who_is_signed_in()
    {
        using var nobody = From("203.0.113.30");
        for (var i = 0; i < Strict.AnonymousCircuits; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(nobody));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await NegotiateAsync(nobody));
        using var agent = From("203.0.113.30");
        using var signedIn = await SignInForm.PostAsync(agent, "agent3", DemoStaff.Password);
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(agent));
    }

    [Theory]
    [InlineData(1, "POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData(2, "POST", "/_blazor/negotiate/?negotiateVersion=1")]
    [InlineData(3, "POST", "/_blazor/negotiate?negotiateVersion=1&id=x")]
    [InlineData(4, "GET", "/_blazor")]
    [InlineData(5, "GET", "/_blazor/")]
    [InlineData(6, "GET", "/_blazor?id=")]
    [InlineData(7, "GET", "/_BLAZOR/?ID=")]
    [InlineData(8, "PUT", "/_blazor")]
    public async Task A_circuit_is_new_by_its_endpoint_and_without_an_id_however_it_is_written(int number, string method, string path)
    {
        using var client = From($"203.0.113.{40 + number}");
        for (var i = 0; i < Strict.AnonymousCircuits; i++)
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, await SendAsync(client, method, path));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync(client, method, path));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(client, "GET", "/_blazor?id=x"));
    }

    private static async Task<ApiReply> LoginAsync(HttpClient client)
    {
        var login = await client.SendAsync("POST", "auth/login", new { username = "auditor1", password = DemoStaff.Password });
        Assert.Equal(200, login.Code);
        return login;
    }

    private static string AccessOf(ApiReply login) => login.Data.GetProperty("access_token").GetString()!;

    private static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    private static Task<HttpStatusCode> StatusAsync(HttpClient client, string path) => SendAsync(client, "GET", path);

    private static Task<HttpStatusCode> NegotiateAsync(HttpClient client) => SendAsync(client, "POST", "/_blazor/negotiate?negotiateVersion=1");

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private HttpClient From(string address)
    {
        var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    /// <summary>Few of everything, and a proxy on this machine that says where requests come from.</summary>
    public sealed class Strict : AppFixture
    {
        public const int AnonymousCircuits = 3;
        public const int FailedTokens = 5;

        protected override void Configure(IWebHostBuilder builder) => builder
            .UseSetting("KnownProxies", "10.0.0.1;127.0.0.0/8")
            .UseSetting("RateLimits:AnonymousPerAddressAndMinute", $"{Most}")
            .UseSetting("RateLimits:FailedTokensPerAddressAndMinute", $"{FailedTokens}")
            .UseSetting("RateLimits:CircuitsPerPersonAndMinute", $"{Most}")
            .UseSetting("RateLimits:AnonymousCircuitsPerAddressAndMinute", $"{AnonymousCircuits}");
    }
}

/// <summary>Who is no known proxy can't say where a request comes from.</summary>
public sealed class UnknownProxyTests(UnknownProxyTests.Strict app) : IClassFixture<UnknownProxyTests.Strict>
{
    [Fact]
    public async Task A_header_from_nobody_we_know_changes_nothing_and_is_warned_of_once()
    {
        HttpStatusCode[] answers = [await AskAsync("203.0.113.1"), await AskAsync("203.0.113.2"), await AskAsync("203.0.113.3")];
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
        Assert.Single(app.Log.All, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("KnownProxies", StringComparison.Ordinal));
    }

    private async Task<HttpStatusCode> AskAsync(string address)
    {
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var answer = await client.GetAsync(new Uri("/account/login", UriKind.Relative));
        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie => cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
        return answer.StatusCode;
    }

    /// <summary>Also with the framework's switch that would trust everybody.</summary>
    public sealed class Strict : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder) =>
            builder.UseSetting("RateLimits:AnonymousPerAddressAndMinute", "2").UseSetting("FORWARDEDHEADERS_ENABLED", "true");
    }
}
