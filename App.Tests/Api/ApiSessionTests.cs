using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Demo;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Tokens;

namespace WorkOrders.Tests.Api;

/// <summary>Sign-in, refresh and sign-out over real HTTP.</summary>
public sealed class ApiSessionTests(ApiSessionTests.Quick app) : IClassFixture<ApiSessionTests.Quick>
{
    [Fact]
    public async Task Signing_in_gives_tokens_and_the_person_as_documented()
    {
        var login = await LoginAsync("auditor1");
        Assert.Equal((200, "登录成功"), (login.Code, login.Message));
        Assert.Equal(["access_token", "refresh_token", "expires_in", "token_type", "user"], login.Data.EnumerateObject().Select(p => p.Name));
        Assert.Equal("Bearer", login.Data.GetProperty("token_type").GetString());
        var user = login.Data.GetProperty("user");
        Assert.Equal(["id", "username", "email", "status", "realName", "role", "roles", "department", "company", "organization"], user.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("auditor1", "ACTIVE", "AUDITOR"), (user.GetProperty("username").GetString(), user.GetProperty("status").GetString(), user.GetProperty("role").GetString()));
        Assert.Equal("AUDITOR", Assert.Single(user.GetProperty("roles").EnumerateArray()).GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Number, user.GetProperty("id").ValueKind);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$", login.Body.GetProperty("timestamp").GetString());
    }

    [Fact]
    public async Task The_role_is_the_highest_and_a_USER_without_one()
    {
        Assert.Equal("ADMIN", (await LoginAsync("admin")).Data.GetProperty("user").GetProperty("role").GetString());
        Assert.Equal("OPERATOR", (await LoginAsync("operator1")).Data.GetProperty("user").GetProperty("role").GetString());
        Assert.Equal("USER", (await LoginAsync("agent1")).Data.GetProperty("user").GetProperty("role").GetString());
    }

    [Fact]
    public async Task An_email_address_signs_in_too()
    {
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            await db.Users.Where(u => u.UserName == "agent4").ExecuteUpdateAsync(set => set.SetProperty(u => u.Email, "Four@example.com").SetProperty(u => u.NormalizedEmail, "FOUR@EXAMPLE.COM"));
        }

        var user = (await LoginAsync("four@example.com")).Data.GetProperty("user");
        Assert.Equal(("agent4", "Four@example.com"), (user.GetProperty("username").GetString(), user.GetProperty("email").GetString()));
    }

    [Theory]
    [InlineData("{\"email\":\"agent1\",\"password\":\"{0}\"}", 200, "登录成功")]
    [InlineData("{\"username\":\"\",\"email\":\"agent1\",\"password\":\"{0}\"}", 200, "登录成功")]
    [InlineData("{\"username\":\"agent1\",\"email\":\" Agent1 \",\"password\":\"{0}\"}", 200, "登录成功")]
    [InlineData("{\"username\":\"agent1\",\"email\":\"agent2\",\"password\":\"{0}\"}", 400, "email：与 username 不一致，请只填一个")]
    [InlineData("{\"email\":\"agent1\",\"password\":\"wrong\"}", 401, "用户名或密码不正确")]
    public async Task Email_is_another_name_of_username(string body, int code, string message)
    {
        using var client = app.Anonymous();
        var reply = await client.SendAsync("POST", "auth/login", body.Replace("{0}", DemoStaff.Password, StringComparison.Ordinal));
        Assert.Equal((code, message), (reply.Code, reply.Message));
    }

    [Theory]
    [InlineData("{\"password\":\"x\"}", "username")]
    [InlineData("{\"username\":\"agent1\"}", "password")]
    [InlineData("{\"username\":5,\"password\":\"x\"}", "username")]
    public async Task What_is_missing_is_named(string body, string field)
    {
        using var client = app.Anonymous();
        var reply = await client.SendAsync("POST", "auth/login", body);
        Assert.Equal(400, reply.Code);
        Assert.Contains(field, reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent5")]
    [InlineData("phantom")]
    public async Task Five_failures_lock_a_name_whether_somebody_has_it_or_not(string name)
    {
        for (var i = 0; i < 4; i++)
        {
            var wrong = await LoginAsync(name, "Wrong!2026");
            Assert.Equal((401, "用户名或密码不正确"), (wrong.Code, wrong.Message));
        }

        Assert.StartsWith("失败次数太多", (await LoginAsync(name, "Wrong!2026")).Message, StringComparison.Ordinal);
        Assert.Equal(401, (await LoginAsync(name)).Code);
    }

    [Fact]
    public async Task A_right_code_clears_the_failures_before_it()
    {
        string key;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            var user = (await users.FindByNameAsync("architect1"))!;
            await users.ResetAuthenticatorKeyAsync(user);
            await users.SetTwoFactorEnabledAsync(user, true);
            key = (await users.GetAuthenticatorKeyAsync(user))!;
        }

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(401, (await LoginAsync("architect1", "Wrong!2026")).Code);
        }

        using var client = app.Anonymous();
        Assert.Equal(200, (await client.SendAsync("POST", "auth/login", new { username = "architect1", password = DemoStaff.Password, twoFactorCode = TwoFactorTests.CodeOf(key) })).Code);
        Assert.Equal("用户名或密码不正确", (await LoginAsync("architect1", "Wrong!2026")).Message);
    }

    [Fact]
    public async Task A_name_with_a_character_that_no_database_takes_is_a_wrong_name() =>
        Assert.Equal((401, "用户名或密码不正确"), await LoginAsync("phan\0tom2") is var reply ? (reply.Code, reply.Message) : default);

    [Fact]
    public async Task A_refresh_token_is_good_once_and_its_second_use_ends_the_family()
    {
        var login = await LoginAsync("manager1");
        var second = await RefreshAsync(login);
        Assert.Equal(200, second.Code);
        Assert.Equal(200, (await ProfileAsync(second)).Code);
        await LaterAsync(login, TimeSpan.FromSeconds(11));
        Assert.Equal(401, (await RefreshAsync(login)).Code);
        Assert.Equal(401, (await RefreshAsync(second)).Code);
        Assert.Equal(401, (await ProfileAsync(second)).Code);
    }

    [Fact]
    public async Task A_refresh_whose_answer_was_lost_may_be_tried_again_and_gets_another_successor()
    {
        var login = await LoginAsync("compliance1");
        var lost = await RefreshAsync(login);
        await LaterAsync(login, TimeSpan.FromSeconds(5));
        var again = await RefreshAsync(login);
        Assert.Equal((200, 200), (lost.Code, again.Code));
        Assert.NotEqual(RefreshTokenOf(lost), RefreshTokenOf(again));
        var third = await RefreshAsync(again);
        Assert.Equal(200, third.Code);

        // Whoever holds the successor that was lost is not the one who goes on.
        Assert.Equal(401, (await RefreshAsync(lost)).Code);
        Assert.Equal(401, (await ProfileAsync(third)).Code);
    }

    [Fact]
    public async Task Only_the_token_before_may_be_tried_again()
    {
        var login = await LoginAsync("group1");
        await RefreshAsync(await RefreshAsync(login));
        Assert.Equal(401, (await RefreshAsync(login)).Code);
    }

    [Fact]
    public async Task Of_parallel_refreshes_one_stands()
    {
        var login = await LoginAsync("manager2");
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefreshAsync(login)));
        var id = ApiSession.IdOf(RefreshTokenOf(login));
        await using var db = await app.Factory.CreateDbContextAsync();
        var valid = (await db.Set<ApiSession>().SingleAsync(s => s.Id == id)).RefreshHash;
        Assert.Single(replies, r => ApiSession.HashOf(RefreshTokenOf(r)) == valid);
    }

    [Fact]
    public async Task A_session_ends_after_thirty_days_however_often_it_was_refreshed()
    {
        var login = await LoginAsync("auditor1");
        var refreshed = login;
        for (var day = 6; day <= 24; day += 6)
        {
            await LaterAsync(login, TimeSpan.FromDays(6));
            refreshed = await RefreshAsync(refreshed);
            Assert.Equal(200, refreshed.Code);
        }

        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            var id = ApiSession.IdOf(RefreshTokenOf(login));
            var session = await db.Set<ApiSession>().SingleAsync(s => s.Id == id);
            Assert.Equal(TimeSpan.FromDays(30), session.ExpiresAt - session.StartedAt);
        }

        await LaterAsync(login, TimeSpan.FromDays(6));
        Assert.Equal(401, (await RefreshAsync(refreshed)).Code);
        Assert.Equal(401, (await ProfileAsync(refreshed)).Code);
    }

    [Fact]
    public async Task Signing_out_ends_access_and_refresh_token()
    {
        var login = await LoginAsync("province1");
        using var client = ClientOf(login);
        Assert.Equal("province1", (await client.SendAsync("GET", "auth/profile")).Data.GetProperty("username").GetString());
        Assert.Equal(200, (await client.SendAsync("POST", "auth/logout")).Code);
        Assert.Equal(401, (await client.SendAsync("GET", "auth/profile")).Code);
        Assert.Equal(401, (await RefreshAsync(login)).Code);
    }

    [Fact]
    public async Task A_disabled_person_loses_access()
    {
        var login = await LoginAsync("agent6");
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            (await db.Users.SingleAsync(u => u.UserName == "agent6")).Disable(As.Somebody(Roles.Admin), Given.Now);
            await db.SaveChangesAsync();
        }

        Assert.Equal(401, (await ProfileAsync(login)).Code);
        Assert.Equal(401, (await RefreshAsync(login)).Code);
        Assert.Equal((401, "账号已停用，请联系管理员"), ((await LoginAsync("agent6")).Code, (await LoginAsync("agent6")).Message));
    }

    [Fact]
    public async Task The_cookie_of_the_pages_is_worth_nothing_at_the_API_and_the_token_nothing_at_the_pages()
    {
        var cookie = await app.ClientOf("agent2");
        Assert.Equal(401, (await cookie.SendAsync("GET", "auth/profile")).Code);
        using var token = ClientOf(await LoginAsync("agent2"));
        using var page = await token.GetAsync(new Uri("/work-orders", UriKind.Relative));
        Assert.Contains("/account/login", page.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private static string RefreshTokenOf(ApiReply tokens) => tokens.Data.GetProperty("refresh_token").GetString()!;

    private static Task<ApiReply> RefreshAsync(HttpClient client, ApiReply tokens) => client.SendAsync("POST", "auth/refresh", new { refresh_token = RefreshTokenOf(tokens) });

    // Puts the times of the session back, as if so much had passed since.
    private async Task LaterAsync(ApiReply tokens, TimeSpan passed)
    {
        var id = ApiSession.IdOf(RefreshTokenOf(tokens));
        await using var db = await app.Factory.CreateDbContextAsync();
        var session = await db.Set<ApiSession>().AsNoTracking().SingleAsync(s => s.Id == id);
        var (started, expires, refreshed) = (session.StartedAt - passed, session.ExpiresAt - passed, session.RefreshedAt - passed);
        await db.Set<ApiSession>().Where(s => s.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.StartedAt, started).SetProperty(s => s.ExpiresAt, expires).SetProperty(s => s.RefreshedAt, refreshed));
    }

    private async Task<ApiReply> LoginAsync(string name, string password = DemoStaff.Password)
    {
        using var client = app.Anonymous();
        return await client.SendAsync("POST", "auth/login", new { username = name, password });
    }

    private async Task<ApiReply> RefreshAsync(ApiReply tokens)
    {
        using var client = app.Anonymous();
        return await RefreshAsync(client, tokens);
    }

    private async Task<ApiReply> ProfileAsync(ApiReply tokens)
    {
        using var client = ClientOf(tokens);
        return await client.SendAsync("GET", "auth/profile");
    }

    private HttpClient ClientOf(ApiReply tokens)
    {
        var client = app.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Data.GetProperty("access_token").GetString());
        return client;
    }

    /// <summary>Revalidates the session in the database at every request.</summary>
    public sealed class Quick : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder) => builder.UseSetting("Staff:RevalidationInterval", "00:00:00.001");
    }
}
