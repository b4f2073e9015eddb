using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using WorkOrders.AccessRecords;
using WorkOrders.Shell;

namespace WorkOrders.Tests.AccessRecords;

/// <summary>Pages and endpoints that somebody has no right to are on record, once each.</summary>
public sealed class DeniedOnRecordTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task A_denied_page_endpoint_upload_and_API_call_are_on_record_without_their_query()
    {
        var client = await App.ClientOf("agent1");
        foreach (var path in (string[])["/admin/users?name=13812345678", "/work-orders/export?phone=13812345678", "/tracking/sign-ins"])
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            using var denied = await client.GetAsync(answer.Headers.Location);
            Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        }

        using var api = await App.ApiOf("agent1");
        Assert.Equal(403, (await api.SendAsync("GET", "default-customers?customerName=13812345678")).Code);
        using var file = await (await App.ClientOf("auditor1")).PostAsync(new Uri("/files", UriKind.Relative), new ByteArrayContent([1]));
        Assert.Equal(HttpStatusCode.Redirect, file.StatusCode);

        await using var db = await App.Factory.CreateDbContextAsync();
        var names = await db.Users.ToDictionaryAsync(u => u.Id, u => u.UserName);
        var records = await db.AccessRecords.Where(r => r.Kind == AccessKind.Denied && r.Path != "/admin/jobs").OrderBy(r => r.Id).ToListAsync();
        Assert.Equal(
            [("agent1", "/admin/users"), ("agent1", "/work-orders/export"), ("agent1", "/tracking/sign-ins"), ("agent1", "/api/v1/default-customers"), ("auditor1", "/files")],
            records.Select(r => (names[r.UserId!.Value], r.Path)));
        Assert.All(records, r => Assert.Equal(("127.0.0.1", AccessOutcome.Refused), (r.Address, r.Outcome)));
    }

    [Fact]
    public async Task A_page_that_is_denied_inside_an_open_one_is_on_record_with_the_address_of_the_browser()
    {
        var page = await OpenAsync("agent2", "/work-orders");
        await page.EvaluateAsync("() => Blazor.navigateTo('/admin/jobs?x=1')");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "没有权限" })).ToBeVisibleAsync();
        await using var db = await App.Factory.CreateDbContextAsync();
        var record = await Eventually.ReadsAsync(() => db.AccessRecords.SingleOrDefaultAsync(r => r.Path == "/admin/jobs"), r => r is not null);
        Assert.Equal((AccessKind.Denied, "127.0.0.1"), (record!.Kind, record.Address));
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_sent_to_the_login_and_not_on_record()
    {
        using var nobody = App.Anonymous();
        await using var db = await App.Factory.CreateDbContextAsync();
        var before = await db.AccessRecords.CountAsync();
        using var page = await nobody.GetAsync(new Uri("/admin/users", UriKind.Relative));
        Assert.Equal(401, (await nobody.SendAsync("GET", "default-customers")).Code);
        Assert.Contains("/account/login", page.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(before, await db.AccessRecords.CountAsync());
    }
}

/// <summary>The notice in a circuit, where no request is made.</summary>
public sealed class DeniedNoticeTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task In_a_circuit_the_notice_puts_the_page_on_record_but_not_itself()
    {
        this.AddAuthorization().SetAuthorized("li").SetClaims(new Claim(ClaimTypes.NameIdentifier, "77"), new Claim(CurrentUser.NameClaim, "李雷"));
        foreach (var path in (string[])["/admin/users?name=x", "/account/denied?returnUrl=%2F"])
        {
            Services.GetRequiredService<NavigationManager>().NavigateTo(path);
            var notice = Render<DeniedNotice>();
            notice.WaitForAssertion(() => Assert.Contains("没有权限", notice.Markup, StringComparison.Ordinal));
        }

        var record = Assert.Single(await Eventually.ReadsAsync(() => Database.ReadAsync(db => db.AccessRecords.Where(r => r.UserId == 77).ToListAsync()), found => found.Count > 0));
        Assert.Equal((AccessKind.Denied, "/admin/users", "李雷"), (record.Kind, record.Path, record.Name));
    }
}
