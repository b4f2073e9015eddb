using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Demo;
using WorkOrders.Staff.Tokens;

namespace WorkOrders.Tests.Api;

/// <summary>Every token that is not ours or no longer good, over real HTTP. Each differs from a valid one in what its name says.</summary>
public sealed class TokenRefusalTests(TokenRefusalTests.Shifted app) : IClassFixture<TokenRefusalTests.Shifted>
{
    private static readonly Dictionary<string, Func<ForgedToken, string>> Wrong = new(StringComparer.Ordinal)
    {
        ["alg none, no signature"] = t => (t.WithHeader("alg", "none") with { Sign = null }).ToString(),
        ["alg none, signed"] = t => t.WithHeader("alg", "none").ToString(),
        ["alg None"] = t => (t.WithHeader("alg", "None") with { Sign = null }).ToString(),
        ["alg missing"] = t => t.WithHeader("alg", null).ToString(),
        ["alg HS384"] = t => (t.WithHeader("alg", "HS384") with { Sign = HMACSHA384.HashData }).ToString(),
        ["alg HS512"] = t => (t.WithHeader("alg", "HS512") with { Sign = HMACSHA512.HashData }).ToString(),
        ["alg HS512 over a signature of HS256"] = t => t.WithHeader("alg", "HS512").ToString(),
        ["alg RS256 over a signature with our key"] = t => t.WithHeader("alg", "RS256").ToString(),
        ["alg ES256 over a signature with our key"] = t => t.WithHeader("alg", "ES256").ToString(),
        ["alg HS256 over a signature of HS512"] = t => (t with { Sign = HMACSHA512.HashData }).ToString(),
        ["signature missing"] = t => (t with { Sign = null }).ToString(),
        ["signature shortened"] = t => (t with { Sign = (key, text) => HMACSHA256.HashData(key, text)[..16] }).ToString(),
        ["critical header"] = t => t.WithHeader("crit", new JsonArray("exp")).ToString(),
        ["another type"] = t => t.WithHeader("typ", "at+jwt").ToString(),
        ["header is no object"] = t => t.Signed("\"HS256\"", t.Claims.ToJsonString()),
        ["header is no JSON"] = t => t.Signed("{", t.Claims.ToJsonString()),
        ["claims are no object"] = t => t.Signed(t.Header.ToJsonString(), "[]"),
        ["claims are no JSON"] = t => t.Signed(t.Header.ToJsonString(), "{"),
        ["another key"] = t => (t with { Key = new byte[32] }).ToString(),
        ["another issuer"] = t => t.With("iss", "other").ToString(),
        ["issuer in other letters"] = t => t.With("iss", "WorkOrders").ToString(),
        ["issuer missing"] = t => t.With("iss", null).ToString(),
        ["another audience"] = t => t.With("aud", "other").ToString(),
        ["audience with a slash"] = t => t.With("aud", "workorders-api/").ToString(),
        ["audience missing"] = t => t.With("aud", null).ToString(),
        ["exp missing"] = t => t.With("exp", null).ToString(),
        ["exp as text"] = t => t.With("exp", "9999999999").ToString(),
        ["exp as object"] = t => t.With("exp", new JsonObject()).ToString(),
        ["exp before all dates"] = t => t.With("exp", -1).ToString(),
        ["expired a second ago"] = t => t.With("exp", Now(-1)).ToString(),
        ["not yet valid"] = t => t.With("nbf", Now(60)).ToString(),
        ["nbf as text"] = t => t.With("nbf", "0").ToString(),
        ["session missing"] = t => t.With("sid", null).ToString(),
        ["session is no id"] = t => t.With("sid", "7").ToString(),
        ["session unknown"] = t => t.With("sid", new string('0', 32)).ToString(),
        ["claims changed after signing"] = t => Tampered(t, 1, t.With("sub", "1").ToString()),
        ["header changed after signing"] = t => Tampered(t, 0, t.WithHeader("kid", "1").ToString()),
        ["signature of another token"] = t => Tampered(t, 2, t.With("sub", "1").ToString()),
        ["last letters of the signature changed"] = t => t.ToString() is var text && text[^3] == 'A' ? text[..^3] + "BAA" : t.ToString()[..^3] + "AAA",
        ["oversize"] = t => t.With("more", new string('x', AccessTokens.LongestToken)).ToString(),
        ["two parts"] = t => t.ToString()[..t.ToString().LastIndexOf('.')],
        ["four parts"] = t => t + ".x",
        ["five parts, as if encrypted"] = t => ForgedToken.Encode("""{"alg":"dir","enc":"A128CBC-HS256"}""") + "..AAAA.AAAA.AAAA",
        ["no base64"] = t => "!" + t.ToString()[1..],
        ["garbage"] = _ => "garbage",
        ["empty"] = _ => "",
    };

    public static TheoryData<string> Cases => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_token_that_is_not_ours_is_refused_with_the_envelope_and_not_logged(string name)
    {
        var valid = await AuditorAsync();
        var forged = ForgedToken.Of(valid, Key);
        Assert.Equal(200, (await AskAsync(forged.ToString())).Status);
        var token = Wrong[name](forged);
        await RefusedAsync(token);
        foreach (var part in token.Split('.').Where(part => part.Length > 20))
        {
            Assert.DoesNotContain(app.Log.All, line => line.Contains(part, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(app.Log.All, line => line.Contains(forged.Claims["sid"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.DoesNotContain(app.Log.All, line => line.Contains(forged.Claims["name"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_counts_only_in_its_header()
    {
        var token = await AuditorAsync();
        using var client = app.Anonymous();
        foreach (var query in new[] { "access_token", "token", "Authorization" })
        {
            Assert.Equal(401, (await client.SendAsync("GET", $"auth/profile?{query}={token}")).Code);
        }

        foreach (var scheme in new[] { "Token", "JWT", "Basic" })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, token);
            Assert.Equal(401, (await client.SendAsync("GET", "auth/profile")).Code);
        }
    }

    [Fact]
    public async Task A_session_that_ended_and_a_person_who_was_disabled_take_their_tokens_along()
    {
        var ended = await ValidAsync("compliance1");
        using (var client = app.Anonymous())
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ended);
            Assert.Equal(200, (await client.SendAsync("POST", "auth/logout")).Code);
        }

        await RefusedAsync(ended);
        var disabled = await ValidAsync("agent3");
        Assert.Equal(200, (await AskAsync(disabled)).Status);
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            (await db.Users.SingleAsync(u => u.UserName == "agent3")).Disable(As.Somebody(Roles.Admin), Given.Now);
            await db.SaveChangesAsync();
        }

        await RefusedAsync(disabled);
    }

    [Fact]
    public async Task A_token_ends_by_the_clock_of_the_application()
    {
        var token = await AuditorAsync();
        try
        {
            Shifted.Clock.Ahead = TimeSpan.FromMinutes(59);
            Assert.Equal(200, (await AskAsync(token)).Status);
            Shifted.Clock.Ahead = TimeSpan.FromMinutes(60);
            await RefusedAsync(token);
            Shifted.Clock.Ahead = TimeSpan.FromMinutes(-2);
            await RefusedAsync(token);
        }
        finally
        {
            Shifted.Clock.Ahead = TimeSpan.Zero;
        }
    }

    private static long Now(int seconds) => Shifted.Clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();

    private static string Tampered(ForgedToken token, int part, string other)
    {
        var parts = token.ToString().Split('.');
        parts[part] = other.Split('.')[part];
        return string.Join('.', parts);
    }

    private byte[] Key => app.Services.GetRequiredService<SigningKey>().Value.Key;

    private async Task<string> AuditorAsync() => app.Auditor ??= await ValidAsync("auditor1");

    private async Task<string> ValidAsync(string name)
    {
        using var client = app.Anonymous();
        var login = await client.SendAsync("POST", "auth/login", new { username = name, password = DemoStaff.Password });
        return login.Data.GetProperty("access_token").GetString()!;
    }

    private async Task<(int Status, string Challenge, JsonElement Body)> AskAsync(string token)
    {
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var answer = await client.GetAsync(new Uri("/api/v1/auth/profile", UriKind.Relative));
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return ((int)answer.StatusCode, answer.Headers.WwwAuthenticate.ToString(), body);
    }

    private async Task RefusedAsync(string token)
    {
        var (status, challenge, body) = await AskAsync(token);
        Assert.Equal((401, "Bearer"), (status, challenge));
        Assert.Equal(["code", "message", "data", "timestamp"], body.EnumerateObject().Select(p => p.Name));
        Assert.Equal((401, "未登录或登录已过期", JsonValueKind.Null), (body.GetProperty("code").GetInt32(), body.GetProperty("message").GetString(), body.GetProperty("data").ValueKind));
    }

    /// <summary>Logs all of authentication, reads the session at every request, and has a clock that the test moves.</summary>
    public sealed class Shifted : AppFixture
    {
        internal static readonly MovedClock Clock = new();

        /// <summary>A valid token, once issued.</summary>
        internal string? Auditor { get; set; }

        protected override void Configure(IWebHostBuilder builder)
        {
            builder.UseSetting("Staff:RevalidationInterval", "00:00:00.001");
            builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore.Authentication", "Trace");
            builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore.Authorization", "Trace");
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }

    /// <summary>The clock of the tests and a difference.</summary>
    internal sealed class MovedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => TestTime.Now.GetUtcNow() + Ahead;
    }
}

/// <summary>A database that is away when the first token comes is our failure, not the token's.</summary>
public sealed class TokenKeyAwayTests(TokenKeyAwayTests.KeyAway app) : IClassFixture<TokenKeyAwayTests.KeyAway>
{
    [Fact]
    public async Task Without_the_key_a_token_is_no_401_and_with_it_again_it_is()
    {
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "garbage");
        Assert.Equal(500, (await client.SendAsync("GET", "auth/profile")).Code);
        Assert.Equal(401, (await client.SendAsync("GET", "auth/profile")).Code);
    }

    /// <summary>The signing key can't be read the first time.</summary>
    public sealed class KeyAway : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder) => builder.ConfigureTestServices(services => services.AddSingleton(provider => new SigningKey(
            provider.GetRequiredService<IOptions<JwtOptions>>(),
            new AwayAtFirst(provider.GetRequiredService<IDbContextFactory<AppDb>>()),
            provider.GetRequiredService<IDataProtectionProvider>())));
    }
}
