using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.Demo;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Users.Editing;

namespace WorkOrders.Tests;

public sealed class TwoFactorTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Page = "/account/two-factor";

    [Fact]
    public async Task A_person_with_two_factor_sign_in_needs_the_code_or_a_recovery_code_once()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("auditor1", DemoStaff.Password);
        var setUp = await StartAsync(client);
        var key = KeyOf(setUp)!;
        Assert.Contains("secret=" + key, setUp.QuerySelector("a[href^='otpauth:']")!.GetAttribute("href"), StringComparison.Ordinal);

        using var wrong = await client.FillAsync(setUp, Page, ("Input.Code", "000000"));
        var again = await wrong.ReadAsync();
        Assert.StartsWith("验证码不对或已经用过", Assert.Single(again.QuerySelectorAll(".field-error")).TextContent, StringComparison.Ordinal);
        Assert.Equal(key, KeyOf(again));
        var (enabling, entering) = (CodeOf(key), CodeOf(key, 1));
        using var on = await client.FillAsync(again, Page, ("Input.Code", enabling));
        var recovery = CodesOf(await on.ReadAsync());
        Assert.Equal(10, recovery.Count);

        // The code that turned it on was used by that.
        using var byCode = app.Anonymous();
        Assert.Equal(HttpStatusCode.OK, await EnterAsync(byCode, "auditor1", enabling));
        Assert.Equal(HttpStatusCode.Redirect, await EnterAsync(byCode, "auditor1", entering));
        Assert.Equal(HttpStatusCode.OK, await ProfileAsync(byCode));
        using var replay = app.Anonymous();
        Assert.Equal(HttpStatusCode.OK, await EnterAsync(replay, "auditor1", entering));
        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(replay));

        using var byRecovery = app.Anonymous();
        Assert.Equal(HttpStatusCode.Redirect, await EnterAsync(byRecovery, "auditor1", recovery[0]));
        using var second = app.Anonymous();
        Assert.Equal(HttpStatusCode.OK, await EnterAsync(second, "auditor1", recovery[0]));
        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(second));
    }

    [Fact]
    public async Task Of_the_same_code_at_the_same_moment_at_page_and_API_one_signs_in()
    {
        var key = await TurnOnAsync("compliance1");
        var pages = Enumerable.Range(0, 3).Select(_ => app.Anonymous()).ToList();
        foreach (var page in pages)
        {
            await page.SignInAsync("compliance1", DemoStaff.Password, "/account/login?returnUrl=%2Faccount%2Fprofile");
        }

        var code = CodeOf(key);
        var entered = await Task.WhenAll([.. pages.Select(EnterCodeAsync), CallAsync(), CallAsync(), CallAsync()]);
        Assert.Single(entered, isIn => isIn);
        pages.ForEach(page => page.Dispose());

        async Task<bool> EnterCodeAsync(HttpClient client)
        {
            using var answer = await client.FillAsync("/account/login/code?returnUrl=%2Faccount%2Fprofile", ("Input.Code", code));
            return await ProfileAsync(client) == HttpStatusCode.OK;
        }

        async Task<bool> CallAsync()
        {
            using var client = app.Anonymous();
            return (await LoginAsync(client, "compliance1", code)).Code == 200;
        }
    }

    [Fact]
    public async Task The_API_takes_a_code_once()
    {
        var key = await TurnOnAsync("group1");
        using var client = app.Anonymous();
        var (older, code) = (CodeOf(key), CodeOf(key, 1));
        Assert.Equal(200, (await LoginAsync(client, "group1", code)).Code);
        Assert.Equal((401, "twoFactorCode：请填写正确且没有用过的动态验证码"), await LoginAsync(client, "group1", code) is var replay ? (replay.Code, replay.Message) : default);
        Assert.Equal(401, (await LoginAsync(client, "group1", older)).Code);
    }

    [Fact]
    public async Task Opening_the_page_makes_no_key_and_ends_no_session()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("manager1", DemoStaff.Password);
        var before = await StateOfAsync("manager1");
        var page = await client.ReadAsync(Page);
        Assert.Null(KeyOf(page));
        Assert.Equal("开始设置", page.QuerySelector("form.account-form button")!.TextContent);
        Assert.Equal(before, await StateOfAsync("manager1"));
    }

    [Fact]
    public async Task The_set_up_begins_with_the_password_and_ends_with_the_code_of_the_key_shown_then()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("manager2", DemoStaff.Password);
        var before = await StateOfAsync("manager2");
        foreach (var (typed, told) in new[] { ("", "请填写当前密码"), ("Wrong!2026", "当前密码不正确") })
        {
            using var refused = await client.FillAsync(Page, ("Input.Password", typed));
            Assert.Equal(told, Assert.Single((await refused.ReadAsync()).QuerySelectorAll(".field-error")).TextContent);
        }

        Assert.Equal(before.Keys, (await StateOfAsync("manager2")).Keys);

        // Neither a code alone nor what another person's page holds goes past the password.
        var key = KeyOf(await StartAsync(client))!;
        using var other = app.Anonymous();
        await other.SignInAsync("province1", DemoStaff.Password);
        var theirs = (await StartAsync(other)).QuerySelector("[name='Input.Ticket']")!.GetAttribute("value")!;
        foreach (var (ticket, told) in new[] { ("", "设置已过期，请重新开始"), ("forged", "设置已过期，请重新开始"), (theirs, "设置已过期，请重新开始") })
        {
            using var refused = await client.FillAsync(Page, ("Input.Password", ""), ("Input.Code", CodeOf(key)), ("Input.Ticket", ticket));
            Assert.Contains((await refused.ReadAsync()).QuerySelectorAll(".field-error"), e => e.TextContent == told || e.TextContent == "请填写当前密码");
        }

        Assert.False((await UserAsync("manager2")).TwoFactorEnabled);

        // Opened again, the page begins anew and the next start makes another key.
        Assert.Null(KeyOf(await client.ReadAsync(Page)));
        Assert.NotEqual(key, KeyOf(await StartAsync(client)));
    }

    [Fact]
    public async Task After_an_administrators_reset_the_old_phone_and_its_codes_are_worth_nothing()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("architect1", DemoStaff.Password);
        var setUp = await StartAsync(client);
        var key = KeyOf(setUp)!;
        using var on = await client.FillAsync(setUp, Page, ("Input.Code", CodeOf(key)));
        Assert.Equal(10, CodesOf(await on.ReadAsync()).Count);

        var lost = await UserAsync("architect1");
        Assert.Null((await new AccountChanges(app.Factory).ApplyAsync(lost.Id, lost.ConcurrencyStamp!, As.Somebody(Roles.Admin), (_, user) => Task.FromResult(user.ResetTwoFactor(As.Somebody(Roles.Admin), Given.Now)))).Reason);
        Assert.Empty((await StateOfAsync("architect1")).Keys);

        using var back = app.Anonymous();
        using var signedIn = await back.SignInAsync("architect1", DemoStaff.Password);
        Assert.Equal("/", new Uri(app.Address, signedIn.Headers.Location!).AbsolutePath);
        Assert.NotEqual(key, KeyOf(await StartAsync(back)));
    }

    [Fact]
    public async Task New_recovery_codes_take_the_place_of_the_old_ones()
    {
        await TurnOnAsync("operator2");
        var first = await MakeCodesAsync("operator2");
        using var client = app.Anonymous();
        Assert.Equal(HttpStatusCode.Redirect, await EnterAsync(client, "operator2", first[0]));
        using var made = await client.FillAsync(Page, ("Input.Password", DemoStaff.Password), ("Input.Act", "new-codes"));
        var page = await made.ReadAsync();
        Assert.Contains("旧的已经失效", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var second = CodesOf(page);
        Assert.Equal(10, second.Count);

        using var old = app.Anonymous();
        Assert.Equal(HttpStatusCode.OK, await EnterAsync(old, "operator2", first[1]));
        using var fresh = app.Anonymous();
        Assert.Equal(HttpStatusCode.Redirect, await EnterAsync(fresh, "operator2", second[1]));
        await using var db = await app.Factory.CreateDbContextAsync();
        Assert.Single(db.OperationRecords, r => r.SubjectKey == "operator2" && r.Action == StaffActions.RecoveryCodesMade);

        using var off = await fresh.FillAsync(Page, ("Input.Password", DemoStaff.Password), ("Input.Act", "off"));
        Assert.Equal(HttpStatusCode.Redirect, off.StatusCode);
        Assert.False((await UserAsync("operator2")).TwoFactorEnabled);
    }

    [Theory]
    [InlineData("agent1", "/account/password", false, "")]
    [InlineData("agent2", Page, false, "")]
    [InlineData("agent3", Page, true, "off")]
    [InlineData("agent4", Page, true, "new-codes")]
    public async Task Wrong_current_passwords_lock_the_account_like_failed_sign_ins(string person, string address, bool isOn, string act)
    {
        using var client = app.Anonymous();
        if (isOn)
        {
            var key = await TurnOnAsync(person);
            await EnterAsync(client, person, CodeOf(key));
        }
        else
        {
            await client.SignInAsync(person, DemoStaff.Password);
        }

        for (var failures = 1; failures < 5; failures++)
        {
            Assert.Equal("当前密码不正确", await AnswerAsync("Wrong!2026"));
            Assert.Equal(failures, (await UserAsync(person)).AccessFailedCount);
        }

        Assert.Equal("密码输错次数过多，请 15 分钟后再试", await AnswerAsync("Wrong!2026"));
        Assert.Equal("密码输错次数过多，请 15 分钟后再试", await AnswerAsync(DemoStaff.Password));
        using var login = app.Anonymous();
        Assert.Equal("登录失败次数过多，请 15 分钟后再试", await login.RefusalAsync(person, DemoStaff.Password));
        Assert.Equal(isOn, (await UserAsync(person)).TwoFactorEnabled);

        async Task<string?> AnswerAsync(string current)
        {
            (string, string)[] typed = address == Page
                ? [("Input.Password", current), ("Input.Act", act)]
                : [("Input.Current", current), ("Input.New", "harbour-plum-seven"), ("Input.Again", "harbour-plum-seven")];
            using var answer = await client.FillAsync(address, typed);
            return (await answer.ReadAsync()).QuerySelector(".field-error")?.TextContent;
        }
    }

    [Fact]
    public async Task Who_was_locked_after_the_password_cannot_turn_it_on()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("agent5", DemoStaff.Password);
        var setUp = await StartAsync(client);
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            var until = TestTime.Now.GetUtcNow().AddMinutes(10);
            await db.Users.Where(u => u.UserName == "agent5").ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, until));
        }

        using var answer = await client.FillAsync(setUp, Page, ("Input.Code", CodeOf(KeyOf(setUp)!)));
        Assert.StartsWith("密码输错次数过多", Assert.Single((await answer.ReadAsync()).QuerySelectorAll(".field-error")).TextContent, StringComparison.Ordinal);
        Assert.False((await UserAsync("agent5")).TwoFactorEnabled);
    }

    internal static async Task<IDocument> StartAsync(HttpClient client)
    {
        using var answer = await client.FillAsync(Page, ("Input.Password", DemoStaff.Password));
        return await answer.ReadAsync();
    }

    internal static string? KeyOf(IDocument page) => page.QuerySelector("code.key")?.TextContent.Replace(" ", "", StringComparison.Ordinal);

    private static List<string> CodesOf(IDocument page) => [.. page.QuerySelectorAll(".codes code").Select(c => c.TextContent)];

    private static Task<ApiReply> LoginAsync(HttpClient client, string userName, string code) =>
        client.SendAsync("POST", "auth/login", new { username = userName, password = DemoStaff.Password, twoFactorCode = code });

    private static async Task<HttpStatusCode> EnterAsync(HttpClient client, string userName, string code)
    {
        using var password = await client.SignInAsync(userName, DemoStaff.Password, "/account/login?returnUrl=%2Faccount%2Fprofile");
        Assert.Contains("/account/login/code?returnUrl=", password.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var answer = await client.FillAsync("/account/login/code?returnUrl=%2Faccount%2Fprofile", ("Input.Code", code));
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> ProfileAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/account/profile", UriKind.Relative));
        return answer.StatusCode;
    }

    /// <summary>Turns it on without a page and returns the key; no code was used yet.</summary>
    private async Task<string> TurnOnAsync(string userName)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByNameAsync(userName))!;
        await users.ResetAuthenticatorKeyAsync(user);
        await users.SetTwoFactorEnabledAsync(user, true);
        return (await users.GetAuthenticatorKeyAsync(user))!;
    }

    private async Task<List<string>> MakeCodesAsync(string userName)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        return [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync((await users.FindByNameAsync(userName))!, 10))!];
    }

    private async Task<User> UserAsync(string userName)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return await db.Users.AsNoTracking().SingleAsync(u => u.UserName == userName);
    }

    private async Task<(string? Stamp, string Keys)> StateOfAsync(string userName)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.UserName == userName);
        var keys = await db.UserTokens.Where(t => t.UserId == user.Id).OrderBy(t => t.Name).Select(t => t.Name + "=" + t.Value).ToListAsync();
        return (user.SecurityStamp, string.Join(';', keys));
    }

    /// <summary>The code of RFC 6238, as the user's authenticator app computes it; of another step the one that it shows some steps later.</summary>
    internal static string CodeOf(string key, int steps = 0) => CodeAt(key, TestTime.Now.GetUtcNow(), steps);

    internal static string CodeAt(string key, DateTimeOffset time, int steps = 0)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (time.ToUnixTimeSeconds() / 30) + steps);
#pragma warning disable CA5350 // The standard names SHA-1.
        var hash = HMACSHA1.HashData(FromBase32(key), counter);
#pragma warning restore CA5350
        var value = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (value % 1_000_000).ToString("D6");
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
