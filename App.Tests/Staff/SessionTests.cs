using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Demo;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests;

/// <summary>Sessions that end because the account changed; the revalidation interval is 1 s instead of 30 s.</summary>
public sealed class SessionTests(SessionTests.Fixture app) : IClassFixture<SessionTests.Fixture>
{
    private const string NewPassword = "Other-Lantern-2026";

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_and_not_this_one()
    {
        using var here = app.Anonymous();
        using var elsewhere = app.Anonymous();
        await here.SignInAsync("manager1", DemoStaff.Password);
        await elsewhere.SignInAsync("manager1", DemoStaff.Password);

        using var changed = await here.FillAsync("/account/password", ("Input.Current", DemoStaff.Password), ("Input.New", NewPassword), ("Input.Again", NewPassword));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);

        await EndsAsync(elsewhere);
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
    public async Task Signing_out_needs_the_token_of_the_form()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("compliance1", DemoStaff.Password);
        using var empty = new FormUrlEncodedContent([]);
        using var forged = await client.PostAsync(new Uri("/account/logout", UriKind.Relative), empty);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(client));
    }

    private static async Task<HttpStatusCode> OpenAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/account/profile", UriKind.Relative));
        return answer.StatusCode;
    }

    private static Task EndsAsync(HttpClient client) => Eventually.HoldsAsync(async () => await OpenAsync(client) == HttpStatusCode.Redirect);

    private async Task EndsAfterAsync(string userName, Action<WorkOrders.Shared.People.User> act)
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

    public sealed class Fixture : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder) => builder.UseSetting("Staff:RevalidationInterval", "00:00:01");
    }
}
