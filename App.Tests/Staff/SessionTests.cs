using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.Demo;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Sessions;

namespace WorkOrders.Tests;

/// <summary>Sessions of the web and their ends, over real HTTP.</summary>
public sealed class SessionTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string NewPassword = "Other-Lantern-2026";

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_and_not_this_one()
    {
        var cookies = await app.SignInAsync("manager1");
        using var here = app.NewClient(cookies);
        using var copied = app.NewClient(CopyOf(cookies));
        using var elsewhere = app.Anonymous();
        await elsewhere.SignInAsync("manager1", DemoStaff.Password);

        using var changed = await here.FillAsync("/account/password", ("Input.Current", DemoStaff.Password), ("Input.New", NewPassword), ("Input.Again", NewPassword));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);

        await EndsAsync(elsewhere);
        await EndsAsync(copied);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(here));
        Assert.Equal("用户名或密码不正确", await elsewhere.RefusalAsync("manager1", DemoStaff.Password));
        await using var db = await app.Factory.CreateDbContextAsync();
        Assert.Single(db.OperationRecords, r => r.SubjectKey == "manager1" && r.Action == StaffActions.PasswordChanged);
    }

    [Theory]
    [InlineData("Wrong!2026", NewPassword, NewPassword, "当前密码不正确")]
    [InlineData(DemoStaff.Password, "short", "short", "新密码至少 12 个字符")]
    [InlineData(DemoStaff.Password, "manager2-manager2", "manager2-manager2", "新密码太容易猜到：请不要用姓名、公司、日期、键盘顺序或常见密码，可用几个不相关的词")]
    [InlineData(DemoStaff.Password, NewPassword, "Another-Lantern-2026", "两次输入的新密码不一致")]
    [InlineData(DemoStaff.Password, DemoStaff.Password, DemoStaff.Password, "新密码不能与当前密码相同")]
    public async Task A_password_against_the_rules_is_refused_at_its_field(string current, string wanted, string again, string expected)
    {
        using var client = app.Anonymous();
        await client.SignInAsync("manager2", DemoStaff.Password);
        using var answer = await client.FillAsync("/account/password", ("Input.Current", current), ("Input.New", wanted), ("Input.Again", again));
        Assert.Contains(expected, (await answer.ReadAsync()).QuerySelectorAll(".field-error").Select(e => e.TextContent));
    }

    [Fact]
    public Task A_disabled_person_is_out_within_the_interval() =>
        EndsAfterAsync("province1", user => user.Disable(As.Somebody(Roles.Admin), Given.Now));

    [Fact]
    public Task A_reset_password_ends_the_sessions() =>
        EndsAfterAsync("architect1", user => user.ResetPassword("hash", As.Somebody(Roles.Admin), Given.Now));

    [Fact]
    public async Task Other_roles_end_the_sessions()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("group1", DemoStaff.Password);
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            var user = await db.Users.Include(u => u.GrantedRoles).Include(u => u.DutyRoles).SingleAsync(u => u.UserName == "group1");
            user.Change(new(user.DisplayName), [await db.Roles.SingleAsync(r => r.Name == Roles.Agent)], [], As.Somebody(Roles.Admin), Given.Now);
            await db.SaveChangesAsync();
        }

        await EndsAsync(client);
    }

    [Fact]
    public async Task Signing_out_ends_the_copy_of_its_cookie_and_no_other_session()
    {
        var cookies = await app.SignInAsync("agent4");
        using var here = app.NewClient(cookies);
        using var copied = app.NewClient(CopyOf(cookies));
        using var elsewhere = app.NewClient(await app.SignInAsync("agent4"));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(copied));

        var form = (await here.ReadAsync("/work-orders")).QuerySelector("form[action='/account/logout'] input[name=__RequestVerificationToken]");
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", form!.GetAttribute("value"))]);
        using var left = await here.PostAsync(new Uri("/account/logout", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(copied));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(elsewhere));
    }

    [Fact]
    public async Task The_own_sessions_are_listed_and_end_one_by_one()
    {
        using var here = app.NewClient(await app.SignInAsync("agent5"));
        using var elsewhere = app.NewClient(await app.SignInAsync("agent5"));
        using var api = await app.ApiOf("agent5");
        using var somebody = app.NewClient(await app.SignInAsync("agent6"));
        var page = await here.ReadAsync("/account/sessions");
        Assert.Equal(3, page.QuerySelectorAll(".sessions li").Length);
        Assert.Single(page.QuerySelectorAll(".sessions .tag"), tag => tag.TextContent == "当前");
        Assert.Contains("接口", page.QuerySelector(".sessions")!.TextContent, StringComparison.Ordinal);

        Guid foreign;
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            foreign = await db.Set<WebSession>().Where(s => s.User.UserName == "agent6" && s.EndedAt == null).Select(s => s.Id).FirstAsync();
        }

        using var refused = await EndAsync(here, foreign.ToString());
        Assert.Contains("这个会话已经结束", (await refused.ReadAsync()).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(somebody));

        foreach (var session in page.QuerySelectorAll(".sessions button").Select(b => b.GetAttribute("value")!))
        {
            using var ended = await EndAsync(here, session);
            Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        }

        await EndsAsync(elsewhere);
        await Eventually.HoldsAsync(async () => (await api.SendAsync("GET", "auth/profile")).Code == 401);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(here));
        await using var after = await app.Factory.CreateDbContextAsync();
        Assert.Equal(2, await after.OperationRecords.CountAsync(r => r.SubjectKey == "agent5" && r.Action == StaffActions.SessionEnded));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all_sessions_and_the_tokens_of_the_API()
    {
        using var here = app.NewClient(await app.SignInAsync("leader1"));
        using var elsewhere = app.NewClient(await app.SignInAsync("leader1"));
        using var api = await app.ApiOf("leader1");
        var page = await here.ReadAsync("/account/sessions");
        var form = page.QuerySelectorAll("form").Single(f => f.QuerySelector("button.danger") is not null);
        using var content = new FormUrlEncodedContent(form.QuerySelectorAll("input[name]").Select(i => new KeyValuePair<string, string?>(i.GetAttribute("name")!, i.GetAttribute("value"))));
        using var answer = await here.PostAsync(new Uri("/account/sessions", UriKind.Relative), content);
        Assert.Equal("/account/login", answer.Headers.Location?.OriginalString);

        await EndsAsync(here);
        await EndsAsync(elsewhere);
        await Eventually.HoldsAsync(async () => (await api.SendAsync("GET", "auth/profile")).Code == 401);
        await using var db = await app.Factory.CreateDbContextAsync();
        Assert.Single(db.OperationRecords, r => r.SubjectKey == "leader1" && r.Action == StaffActions.SignedOutEverywhere);
    }

    [Fact]
    public async Task An_hour_after_the_sign_in_everything_goes_on_as_at_first()
    {
        using var client = app.NewClient(await app.SignInAsync("agent2"));
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            var before = TestTime.Now.GetUtcNow().AddHours(-1);
            await db.Set<WebSession>().Where(s => s.User.UserName == "agent2").ExecuteUpdateAsync(set => set.SetProperty(s => s.StartedAt, before));
        }

        await Eventually.HoldsAsync(async () => (await client.ReadAsync("/account/sessions")).QuerySelector(".sessions time")?.GetAttribute("datetime") is { } at
            && DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture) < TestTime.Now.GetUtcNow().AddMinutes(-59));
        var page = await client.ReadAsync("/account/sessions");
        Assert.Single(page.QuerySelectorAll(".sessions .tag"), tag => tag.TextContent == "当前");
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(client));
    }

    [Fact]
    public async Task A_sign_in_that_waits_for_its_code_ends_with_the_password()
    {
        using var client = app.Anonymous();
        var user = await TwoFactorOnAsync("group1");
        await client.SignInAsync("group1", DemoStaff.Password);
        Assert.NotNull((await client.ReadAsync("/account/login/code")).QuerySelector("[name='Input.Code']"));
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            (await db.Users.SingleAsync(u => u.Id == user)).SignOutEverywhere(As.Somebody(Roles.Admin), Given.Now);
            await db.SaveChangesAsync();
        }

        using var answer = await client.GetAsync(new Uri("/account/login/code", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/account/login", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_needs_the_token_of_the_form()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("compliance1", DemoStaff.Password);
        using var empty = new FormUrlEncodedContent([]);
        using var forged = await client.PostAsync(new Uri("/account/logout", UriKind.Relative), empty);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(client));
    }

    private async Task<int> TwoFactorOnAsync(string userName)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByNameAsync(userName))!;
        await users.ResetAuthenticatorKeyAsync(user);
        await users.SetTwoFactorEnabledAsync(user, true);
        return user.Id;
    }

    private static CookieContainer CopyOf(CookieContainer cookies)
    {
        var copy = new CookieContainer();
        copy.Add(cookies.GetAllCookies());
        return copy;
    }

    private static Task<HttpResponseMessage> EndAsync(HttpClient client, string session) => client.FillAsync("/account/sessions", ("Input.Session", session));

    private static async Task<HttpStatusCode> OpenAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/account/profile", UriKind.Relative));
        return answer.StatusCode;
    }

    private static Task EndsAsync(HttpClient client) => Eventually.HoldsAsync(async () => await OpenAsync(client) == HttpStatusCode.Redirect);

    private async Task EndsAfterAsync(string userName, Action<User> act)
    {
        using var client = app.Anonymous();
        await client.SignInAsync(userName, DemoStaff.Password);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(client));
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            act(await db.Users.SingleAsync(u => u.UserName == userName));
            await db.SaveChangesAsync();
        }

        await EndsAsync(client);
    }
}
