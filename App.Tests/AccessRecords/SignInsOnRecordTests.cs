using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.Demo;

namespace WorkOrders.Tests.AccessRecords;

/// <summary>What is on record of sign-ins and sign-outs, over real HTTP. Each test has people of its own.</summary>
public sealed class SignInsOnRecordTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Page = "/account/login";

    [Fact]
    public async Task Success_failure_and_sign_out_of_a_person_are_on_record_with_address_path_and_device()
    {
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36");
        Assert.Equal("用户名或密码不正确", await client.RefusalAsync("Agent1", "Wrong!2026"));
        await client.SignInAsync("agent1", DemoStaff.Password);
        using var signedOut = await SignOutAsync(client);
        Assert.StartsWith(Page, signedOut.Headers.Location!.OriginalString, StringComparison.Ordinal);

        var records = await RecordsOfAsync("agent1");
        Assert.Equal(
            [(AccessKind.SignIn, AccessOutcome.Failed, Page), (AccessKind.SignIn, AccessOutcome.Succeeded, Page), (AccessKind.SignOut, AccessOutcome.Succeeded, "/account/logout")],
            records.Select(r => (r.Kind, r.Outcome, r.Path)));
        Assert.All(records, r => Assert.Equal(("127.0.0.1", "Chrome 131 · Windows", (string?)null), (r.Address, r.Device, r.NameHash)));
        Assert.All(records, r => Assert.NotEqual("agent1", r.Name));
    }

    [Fact]
    public async Task Of_a_name_that_nobody_has_the_first_character_stays_and_a_mark_that_tells_the_same_name()
    {
        using var client = app.Anonymous();
        foreach (var typed in (string[])["Secret-9-Word!", "ｓecret-9-word!", "13812345678", "secret-8-word!"])
        {
            await client.RefusalAsync(typed, "Wrong!2026");
        }

        Assert.Equal(401, (await client.SendAsync("POST", "auth/login", new { username = "SECRET-9-WORD!", password = "Wrong!2026" })).Code);
        var records = await ReadAsync(db => db.AccessRecords.Where(r => r.UserId == null && r.Kind == AccessKind.SignIn && (r.Name == "S***" || r.Name == "s***" || r.Name == "1***")));
        Assert.Equal(["S***", "s***", "1***", "s***", "S***"], records.Select(r => r.Name));
        Assert.Equal(3, records.Select(r => r.NameHash).Distinct().Count());
        Assert.Equal(records[0].NameHash, records[1].NameHash);
        Assert.Equal(records[0].NameHash, records[4].NameHash);
        Assert.Equal("/api/v1/auth/login", records[4].Path);

        // Nothing of it stands in the whole table.
        Assert.DoesNotContain(await WholeAsync(), line => line.Contains("ecret", StringComparison.OrdinalIgnoreCase) || line.Contains("13812345678", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lockout_and_a_disabled_account_are_told_apart_from_a_wrong_password()
    {
        using var client = app.Anonymous();
        for (var i = 0; i < 5; i++)
        {
            await client.RefusalAsync("agent3", "Wrong!2026");
        }

        await client.RefusalAsync("agent3", DemoStaff.Password);
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            (await db.Users.SingleAsync(u => u.UserName == "operator2")).Disable(As.Somebody(Roles.Admin), Given.Now);
            await db.SaveChangesAsync();
        }

        await client.RefusalAsync("operator2", DemoStaff.Password);
        Assert.Equal(401, (await client.SendAsync("POST", "auth/login", new { username = "operator2", password = DemoStaff.Password })).Code);
        Assert.Equal(
            [AccessOutcome.Failed, AccessOutcome.Failed, AccessOutcome.Failed, AccessOutcome.Failed, AccessOutcome.LockedOut, AccessOutcome.LockedOut],
            (await RecordsOfAsync("agent3")).Select(r => r.Outcome));
        Assert.Equal([AccessOutcome.Disabled, AccessOutcome.Disabled], (await RecordsOfAsync("operator2")).Select(r => r.Outcome));
    }

    [Fact]
    public async Task The_second_step_is_on_record_whether_by_code_or_by_recovery_code()
    {
        using var client = app.Anonymous();
        await client.SignInAsync("auditor1", DemoStaff.Password);
        var setUp = await TwoFactorTests.StartAsync(client);
        var key = TwoFactorTests.KeyOf(setUp)!;
        using var on = await client.FillAsync(setUp, "/account/two-factor", ("Input.Code", TwoFactorTests.CodeOf(key, -1)));
        var recovery = (await on.ReadAsync()).QuerySelectorAll(".codes code")[0].TextContent;
        foreach (var code in (string[])["000000", TwoFactorTests.CodeOf(key)])
        {
            await EnterAsync(code);
        }

        foreach (var _ in (int[])[1, 2])
        {
            await EnterAsync(recovery);
        }

        using var api = app.Anonymous();
        Assert.Equal(401, (await api.SendAsync("POST", "auth/login", new { username = "auditor1", password = DemoStaff.Password })).Code);
        var right = await api.SendAsync("POST", "auth/login", new { username = "auditor1", password = DemoStaff.Password, twoFactorCode = TwoFactorTests.CodeOf(key, 1) });
        Assert.Equal(200, right.Code);
        var records = (await RecordsOfAsync("auditor1")).Skip(1).ToList();
        var waiting = (AccessKind.SignIn, AccessOutcome.CodeNeeded);
        Assert.Equal(
            [
                waiting, (AccessKind.SecondFactor, AccessOutcome.Failed), waiting, (AccessKind.SecondFactor, AccessOutcome.Succeeded),
                waiting, (AccessKind.RecoveryCode, AccessOutcome.Succeeded), waiting, (AccessKind.RecoveryCode, AccessOutcome.Failed),
                (AccessKind.SecondFactor, AccessOutcome.Failed), (AccessKind.SecondFactor, AccessOutcome.Succeeded),
            ],
            records.Select(r => (r.Kind, r.Outcome)));
        Assert.DoesNotContain(await WholeAsync(), line => line.Contains(recovery, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task In_the_API_sign_in_reuse_of_a_token_and_sign_out_are_on_record_with_their_session()
    {
        using var client = app.Anonymous();
        Assert.Equal(401, (await client.SendAsync("POST", "auth/login", new { username = "manager1", password = "Wrong!2026" })).Code);
        var login = await client.SendAsync("POST", "auth/login", new { username = "manager1", password = DemoStaff.Password });
        var old = new { refresh_token = login.Data.GetProperty("refresh_token").GetString()! };
        var next = await client.SendAsync("POST", "auth/refresh", old);
        Assert.Equal(200, (await client.SendAsync("POST", "auth/refresh", new { refresh_token = next.Data.GetProperty("refresh_token").GetString()! })).Code);
        Assert.Equal(401, (await client.SendAsync("POST", "auth/refresh", old)).Code);
        using var again = await app.ApiOf("manager1");
        Assert.Equal(200, (await again.SendAsync("POST", "auth/logout")).Code);

        var records = await RecordsOfAsync("manager1");
        Assert.Equal(
            [(AccessKind.SignIn, AccessOutcome.Failed), (AccessKind.SignIn, AccessOutcome.Succeeded), (AccessKind.TokenReuse, AccessOutcome.Refused), (AccessKind.SignIn, AccessOutcome.Succeeded), (AccessKind.SignOut, AccessOutcome.Succeeded)],
            records.Select(r => (r.Kind, r.Outcome)));
        var session = old.refresh_token[..32];
        Assert.Equal([null, session, session], records.Take(3).Select(r => r.SessionId));
        Assert.Equal(records[3].SessionId, records[4].SessionId);
        Assert.NotEqual(session, records[4].SessionId);
        Assert.All(records, r => Assert.StartsWith("/api/v1/auth/", r.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_ordinary_page_adds_nothing()
    {
        var client = await app.ClientOf("leader1");
        var before = (await WholeAsync()).Count;
        using var page = await client.GetAsync(new Uri("/work-orders?view=all", UriKind.Relative));
        using var missing = await client.GetAsync(new Uri("/nothing-here", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (page.StatusCode, missing.StatusCode));
        Assert.Equal(before, (await WholeAsync()).Count);
    }

    private static async Task<HttpResponseMessage> SignOutAsync(HttpClient client)
    {
        var token = (await client.ReadAsync("/notices")).QuerySelector("form[action='/account/logout'] [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        return await client.PostAsync(new Uri("/account/logout", UriKind.Relative), form);
    }

    private async Task EnterAsync(string code)
    {
        using var client = app.Anonymous();
        await client.SignInAsync("auditor1", DemoStaff.Password);
        using var answer = await client.FillAsync("/account/login/code", ("Input.Code", code));
    }

    private Task<List<AccessRecord>> RecordsOfAsync(string userName) => ReadAsync(db => db.AccessRecords.Where(r => db.Users.Any(u => u.Id == r.UserId && u.UserName == userName)));

    private async Task<List<AccessRecord>> ReadAsync(Func<AppDb, IQueryable<AccessRecord>> of)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return await of(db).OrderBy(r => r.Id).ToListAsync();
    }

    private async Task<List<string>> WholeAsync() => (await ReadAsync(db => db.AccessRecords))
        .ConvertAll(r => string.Join('|', r.Name, r.NameHash, r.Path, r.Device, r.SessionId, string.Join('|', r.Details.Select(d => d.To))));
}

/// <summary>Floods: what is refused before the password, and failures above the limit of an address.</summary>
public sealed class SignInFloodTests(SignInFloodTests.Fixture app) : IClassFixture<SignInFloodTests.Fixture>
{
    private const int PerName = 3;
    private const int PerAddress = 12;

    [Fact]
    public async Task Refused_attempts_are_one_row_a_minute_for_a_name_and_failures_stop_at_the_limit_of_an_address()
    {
        using var client = app.Anonymous();
        for (var i = 0; i < PerName; i++)
        {
            await client.RefusalAsync("agent2", "Wrong!2026");
        }

        foreach (var typed in (string[])["agent2", "AGENT2", "agent2"])
        {
            using var refused = await client.SignInAsync(typed, DemoStaff.Password);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(429, (await client.SendAsync("POST", "auth/login", new { username = typed, password = DemoStaff.Password })).Code);
        }

        await using var db = await app.Factory.CreateDbContextAsync();
        var me = await db.Users.SingleAsync(u => u.UserName == "agent2");
        var records = await db.AccessRecords.OrderBy(r => r.Id).ToListAsync();
        Assert.Equal(
            [AccessOutcome.Failed, AccessOutcome.Failed, AccessOutcome.Failed, AccessOutcome.Refused],
            records.Select(r => r.Outcome));
        Assert.All(records, r => Assert.Equal((me.Id, me.DisplayName), (r.UserId, r.Name)));

        for (var i = 0; i < PerAddress * 2; i++)
        {
            await client.RefusalAsync("nobody" + i, "Wrong!2026");
        }

        Assert.Equal(PerAddress, await db.AccessRecords.CountAsync());
        Assert.Single(app.Log.All, line => line.Contains("is left out of it. Kind: SignIn", StringComparison.Ordinal));

        // Who knows a password is on record all the same.
        await app.SignInAsync("agent4");
        Assert.Equal(PerAddress + 1, await db.AccessRecords.CountAsync());
    }

    public sealed class Fixture : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder)
        {
            builder.UseSetting("RateLimits:SignInsPerNameAndMinute", "3");
            builder.UseSetting("AccessRecords:FailuresPerAddressAndMinute", "12");
        }
    }
}
