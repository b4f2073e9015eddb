using System.Net;
using Microsoft.EntityFrameworkCore;
using WorkOrders.AccessRecords;
using WorkOrders.Demo;

namespace WorkOrders.Tests;

/// <summary>Failures at the same moment all count, wherever a password is asked for.</summary>
public sealed class GuessingTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Wrong_passwords_at_the_same_moment_lock_the_account_like_those_one_after_another()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            using var client = app.Anonymous();
            Assert.Equal(401, (await client.SendAsync("POST", "auth/login", new { username = "agent5", password = "Wrong!2026" })).Code);
        }));
        Assert.True(await LockedAsync("agent5"));
        using var again = app.Anonymous();
        Assert.Equal(401, (await again.SendAsync("POST", "auth/login", new { username = "agent5", password = DemoStaff.Password })).Code);
    }

    [Fact]
    public async Task A_wrong_current_password_is_on_record_as_a_failed_sign_in()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("leader1", DemoStaff.Password);
        using var answer = await client.FillAsync("/account/password", ("Input.Current", "Wrong!2026"), ("Input.New", "harbour-plum-seven"), ("Input.Again", "harbour-plum-seven"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var db = await app.Factory.CreateDbContextAsync();
        var record = await db.AccessRecords.OrderBy(r => r.Id).LastAsync(r => db.Users.Any(u => u.Id == r.UserId && u.UserName == "leader1"));
        Assert.Equal((AccessKind.SignIn, AccessOutcome.Failed, "/account/password"), (record.Kind, record.Outcome, record.Path));
    }

    private async Task<bool> LockedAsync(string userName)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return await db.Users.AnyAsync(u => u.UserName == userName && u.LockoutEnd != null);
    }
}

/// <summary>Three attempts a minute: set-up and sign-in use them up.</summary>
public sealed class GuessingCodesTests(StrictLogin app) : IClassFixture<StrictLogin>
{
    [Fact]
    public async Task Codes_of_the_second_step_are_limited_by_the_person_like_passwords()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("auditor1", DemoStaff.Password);
        var setUp = await TwoFactorTests.StartAsync(client);
        using var on = await client.FillAsync(setUp, "/account/two-factor", ("Input.Code", TwoFactorTests.CodeOf(TwoFactorTests.KeyOf(setUp)!, -1)));
        using var half = app.Anonymous();
        using var asked = await SignInForm.PostAsync(half, "auditor1", DemoStaff.Password);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        foreach (var path in (string[])["/account/login/code", "/account/login/code/", "/Account/Login/Code"])
        {
            using var refused = await half.FillAsync(path, ("Input.Code", "000000"));
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal("登录尝试太频繁，请一分钟后再试", (await refused.ReadAsync()).QuerySelector("[role=alert]")!.TextContent);
        }
    }
}
