using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Users.Editing;

namespace WorkOrders.Tests;

/// <summary>Who has a password that somebody else set gets no further than the password page.</summary>
public sealed class InitialPasswordTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Initial = "quill-harbour-plum";
    private const string Own = "lantern-osprey-tin";
    private const string Page = "/account/password";

    // Open to everybody, and with nothing of the application's data in them.
    private static readonly string[] Open = [Page, "/not-found", "/error"];

    [Fact]
    public async Task Every_page_and_endpoint_leads_to_the_password_page_until_it_is_changed()
    {
        await AddAsync("first.admin", Roles.Admin);
        using var client = app.Anonymous();
        await client.SignInAsync("first.admin", Initial);
        foreach (var path in Access.Routes().Concat(Access.Endpoints.Keys.Where(key => !key.Contains("/api/", StringComparison.Ordinal)).Select(key => key.Split(' ')[1])).Distinct())
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Post })
            {
                var isOpen = Open.Contains(path) || path.StartsWith("/preferences/", StringComparison.Ordinal) || path.StartsWith("/health", StringComparison.Ordinal)
                    || path is "/account/logout" or "/css/theme.css";
                Assert.True(isOpen || await IsLedThereAsync(client, method, path), $"{method} {path}");
            }
        }

        using var circuit = await client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Forbidden, circuit.StatusCode);

        // What the page needs is served, and it leads nowhere else.
        var page = await client.ReadAsync(Page);
        Assert.Contains("现在的密码是别人设定的", page.QuerySelector(".message.info")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".account-tabs a"));
        foreach (var file in page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon]").Select(l => l.GetAttribute("href")!).Concat(page.QuerySelectorAll("script").Select(s => s.GetAttribute("src")!)))
        {
            using var served = await client.GetAsync(new Uri(new Uri(app.Address, "/"), file));
            Assert.True(served.StatusCode == HttpStatusCode.OK, file);
        }

        using var same = await client.FillAsync(Page, ("Input.Current", Initial), ("Input.New", Initial), ("Input.Again", Initial));
        Assert.Equal("新密码不能与当前密码相同", Assert.Single((await same.ReadAsync()).QuerySelectorAll(".field-error")).TextContent);
        using var changed = await client.FillAsync(Page, ("Input.Current", Initial), ("Input.New", Own), ("Input.Again", Own));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.False(await IsLedThereAsync(client, HttpMethod.Get, "/admin/users"));
        Assert.NotEmpty((await client.ReadAsync("/account/profile")).QuerySelectorAll(".account-tabs a"));
        using var after = await client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Signing_out_stays_possible()
    {
        await AddAsync("first.out", Roles.Agent);
        using var client = app.Anonymous();
        await client.SignInAsync("first.out", Initial);
        var page = await client.ReadAsync(Page);
        var form = page.QuerySelector("form[action='/account/logout']")!;
        using var content = new FormUrlEncodedContent(form.QuerySelectorAll("input[name]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? "")));
        using var gone = await client.PostAsync(new Uri("/account/logout", UriKind.Relative), content);
        Assert.Equal("/account/login", gone.Headers.Location!.OriginalString);
        using var login = await client.GetAsync(new Uri("/account/login", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
    }

    [Fact]
    public async Task The_API_gives_tokens_only_after_the_change_and_a_reset_ends_them()
    {
        await AddAsync("first.api", Roles.Agent);
        using var api = app.Anonymous();
        var refused = await api.SendAsync("POST", "auth/login", new { username = "first.api", password = Initial });
        Assert.Equal((403, "请先在网页上登录并修改密码，再用接口登录"), (refused.Code, refused.Message));
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            Assert.Equal([AccessOutcome.Refused], await db.AccessRecords.Where(r => db.Users.Any(u => u.Id == r.UserId && u.UserName == "first.api")).Select(r => r.Outcome).ToListAsync());
        }

        Assert.Equal(401, (await api.SendAsync("POST", "auth/login", new { username = "first.api", password = "Wrong!2026" })).Code);

        using var client = app.Anonymous();
        await client.SignInAsync("first.api", Initial);
        using var changed = await client.FillAsync(Page, ("Input.Current", Initial), ("Input.New", Own), ("Input.Again", Own));
        var tokens = await api.SendAsync("POST", "auth/login", new { username = "first.api", password = Own });
        Assert.Equal(200, tokens.Code);

        await ResetAsync("first.api");
        Assert.Equal(401, (await api.SendAsync("POST", "auth/refresh", new { refresh_token = tokens.Data.GetProperty("refresh_token").GetString() })).Code);
        Assert.Equal(403, (await api.SendAsync("POST", "auth/login", new { username = "first.api", password = Initial })).Code);
        using var again = app.Anonymous();
        await again.SignInAsync("first.api", Initial);
        Assert.True(await IsLedThereAsync(again, HttpMethod.Get, "/work-orders"));
    }

    private static async Task<bool> IsLedThereAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString == Page;
    }

    private async Task AddAsync(string userName, string role)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var user = User.Register(userName, new UserProfile("新人"), [await db.Roles.SingleAsync(r => r.Name == role)], [], As.Somebody(Roles.Admin), Given.Now);
        var result = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Initial);
        Assert.True(result.Succeeded, string.Join(',', result.Errors.Select(e => e.Description)));
    }

    private async Task ResetAsync(string userName)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.UserName == userName);
        var hash = new PasswordHasher<User>().HashPassword(user, Initial);
        var outcome = await new AccountChanges(app.Factory).ApplyAsync(
            user.Id, user.ConcurrencyStamp!, As.Somebody(Roles.Admin), (_, person) => Task.FromResult(person.ResetPassword(hash, As.Somebody(Roles.Admin), Given.Now)));
        Assert.Null(outcome.Reason);
    }
}
