using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Ui;

namespace WorkOrders.Tests;

/// <summary>Requests every page and endpoint over real HTTP, anonymously and as each role.</summary>
public sealed partial class AccessTests(AccessTests.Fixture app) : IClassFixture<AccessTests.Fixture>
{
    // Served by the framework to everyone: the script and the circuit's protocol. Access to the content is checked on the page.
    private static readonly string[] Framework = ["/_blazor", "_blazor", "/_framework", "_framework", "Blazor ", "{**path:file}"];

    // Of no record: whose record it is decides more than the role.
    private const string NoRecord = "987654321";

    public static TheoryData<string?> Visitors => [null, .. Access.People.Keys];

    [Fact]
    public void Every_page_is_in_the_table_and_nothing_else() =>
        Assert.Equal(Access.Pages.Keys.Order(StringComparer.Ordinal), Access.Routes().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_endpoint_is_in_the_table() => Assert.Empty(Endpoints().Select(e => e.Key).Except(Access.Endpoints.Keys));

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task A_visitor_opens_the_pages_of_their_role_and_no_other(string? role)
    {
        var client = await ClientOf(role);
        var wrong = new List<string>();
        foreach (var route in Access.Routes())
        {
            var address = await SampleOf(route);
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Post })
            {
                using var request = new HttpRequestMessage(method, address);
                using var answer = await client.SendAsync(request);
                if (!IsRight(answer, Access.Allows(Access.Pages[route], role), role, method) || (method == HttpMethod.Head && (await answer.Content.ReadAsByteArrayAsync()).Length > 0))
                {
                    wrong.Add($"{method} {address}: {(int)answer.StatusCode} {answer.Headers.Location}");
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{role ?? "anonymous"}\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public async Task Every_page_answers_in_English()
    {
        var cookies = await app.SignInAsync(Access.People[Roles.Admin]);
        cookies.Add(app.Address, new Cookie(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture("en"))));
        using var client = app.NewClient(cookies);
        foreach (var route in Access.Routes().Where(route => Access.Allows(Access.Pages[route], Roles.Admin)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, await SampleOf(route));
            using var answer = await client.SendAsync(request);
            Assert.True(IsRight(answer, isAllowed: true, Roles.Admin, HttpMethod.Get), $"{route}: {(int)answer.StatusCode}");
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect || (await answer.Content.ReadAsStringAsync()).Contains("<html lang=\"en\"", StringComparison.Ordinal), route);
        }
    }

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task A_visitor_calls_the_endpoints_of_their_role_and_no_other(string? role)
    {
        var client = await ClientOf(role);
        foreach (var (key, endpoint) in Endpoints().Where(e => !IsApi(e.Key)))
        {
            var method = new HttpMethod(key.Split(' ')[0].Replace("*", "GET", StringComparison.Ordinal));
            foreach (var asked in method == HttpMethod.Get ? new[] { method, HttpMethod.Head } : [method])
            {
                using var request = new HttpRequestMessage(asked, endpoint.RoutePattern.RawText!.Replace("{documentName}", "v1", StringComparison.Ordinal));
                using var answer = await client.SendAsync(request);
                Assert.True(IsRight(answer, Access.Allows(Access.Endpoints[key], role), role, asked), $"{role ?? "anonymous"} {asked} {key}: {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task A_client_calls_the_API_of_their_role_and_no_other(string? role)
    {
        using var client = role is null ? app.Anonymous() : await app.ApiOf(Access.People[role]);

        // Signing out comes last because it revokes the token.
        foreach (var (key, endpoint) in Endpoints().Where(e => IsApi(e.Key)).OrderBy(e => e.Key.EndsWith("/logout", StringComparison.Ordinal)))
        {
            var method = new HttpMethod(key.Split(' ')[0]);
            foreach (var asked in method == HttpMethod.Get ? new[] { method, HttpMethod.Head } : [method])
            {
                using var request = new HttpRequestMessage(asked, Parameter().Replace(endpoint.RoutePattern.RawText!, NoRecord));
                using var answer = await client.SendAsync(request);
                var isAllowed = Access.Allows(Access.Endpoints[key], role);
                var isRefused = answer.StatusCode == (role is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden);
                Assert.True(isRefused != isAllowed && answer.StatusCode != HttpStatusCode.InternalServerError, $"{role ?? "anonymous"} {asked} {key}: {(int)answer.StatusCode}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task A_visitor_finds_no_whole_identifier_in_anything_they_opens(string? role)
    {
        var client = await ClientOf(role);
        var secrets = await SecretsAsync();
        foreach (var route in Access.Routes())
        {
            foreach (var address in await SamplesOf(route))
            {
                var body = WebUtility.HtmlDecode(await client.GetStringOrEmptyAsync(address));
                Assert.DoesNotContain(secrets, secret => body.Contains(secret, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task The_menu_shows_a_role_what_it_may_open()
    {
        foreach (var role in Access.People.Keys)
        {
            var client = await ClientOf(role);
            var shown = app.Services.GetRequiredService<Navigation>().For(As.Somebody(role)).Select(e => e.Address);
            Assert.All(shown, address => Assert.True(Access.Allows(Access.Pages[address], role), $"{role} is shown {address}"));
        }
    }

    private static bool IsApi(string key) => key.Contains(" /api/", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    private static bool IsRight(HttpResponseMessage answer, bool isAllowed, string? role, HttpMethod method)
    {
        var target = answer.Headers.Location?.OriginalString ?? "";
        var isSentToLogin = answer.StatusCode == HttpStatusCode.Redirect && target.Contains("/account/login?returnUrl=", StringComparison.Ordinal);
        var isDenied = answer.StatusCode == HttpStatusCode.Redirect && target.Contains("/account/denied", StringComparison.Ordinal);
        if (isAllowed)
        {
            // A POST without its antiforgery token is refused for that reason; this test checks no further.
            return !isDenied && !isSentToLogin && (answer.StatusCode < HttpStatusCode.BadRequest || method == HttpMethod.Post || IsNotice(answer));
        }

        return role is null ? isSentToLogin : isDenied;
    }

    // The pages 没有权限, 页面不存在 and 出错了 return the matching error status.
    private static bool IsNotice(HttpResponseMessage answer) =>
        answer.RequestMessage!.RequestUri!.AbsolutePath is "/account/denied" or "/not-found" or "/error" || IsNoRecord(answer);

    // The placeholder of the route is sent as is and matches no record, so a user with access gets 404.
    private static bool IsNoRecord(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.NotFound && answer.RequestMessage!.RequestUri!.AbsolutePath.Contains("%7B", StringComparison.Ordinal);

    private Task<HttpClient> ClientOf(string? role) => role is null ? Task.FromResult(app.Anonymous()) : app.ClientOf(Access.People[role]);

    private (string Key, RouteEndpoint Endpoint)[] Endpoints() =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is null && e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(e => !Framework.Any(f => e.RoutePattern.RawText!.StartsWith(f, StringComparison.Ordinal) || e.DisplayName?.StartsWith(f, StringComparison.Ordinal) == true))
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(m => ($"{m} {(e.RoutePattern.RawText is [.., _, '/'] path ? path[..^1] : e.RoutePattern.RawText)}", e))),
    ];

    private async Task<string> SampleOf(string route) => (await SamplesOf(route))[0];

    private async Task<IReadOnlyList<string>> SamplesOf(string route)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return route switch
        {
            "/work-orders/{Number}" => [.. await db.WorkOrders.OrderBy(o => o.Id).Select(o => "/work-orders/" + o.Number).Take(10).ToListAsync()],
            "/admin/users/{Id:int}" => [.. await db.Users.OrderBy(u => u.Id).Select(u => "/admin/users/" + u.Id).Take(3).ToListAsync()],
            "/defaults/customers/{Id:int}" => [.. await db.DefaultCustomers.Where(c => c.ApplicationId != null).OrderBy(c => c.CustomerId).Select(c => "/defaults/customers/" + c.CustomerId).Take(3).ToListAsync()],
            "/customers/{Id:int}" => [.. await db.Customers.Where(c => c.Owner!.UserName == "manager1").OrderBy(c => c.Id).Select(c => "/customers/" + c.Id).Take(3).ToListAsync()],
            "/customers/{Id:int}/edit" => [.. await db.Customers.Where(c => c.Owner!.UserName == "manager1").OrderBy(c => c.Id).Select(c => "/customers/" + c.Id + "/edit").Take(3).ToListAsync()],
            "/defaults/applications/{Id:long}" => [.. await db.DefaultApplications.OrderBy(a => a.Id).Select(a => "/defaults/applications/" + a.Id).Take(3).ToListAsync()],
            "/defaults/renewals/{Id:long}" => [.. await db.Renewals.OrderBy(r => r.Id).Select(r => "/defaults/renewals/" + r.Id).Take(3).ToListAsync()],
            "/work-orders" => ["/work-orders", "/work-orders?view=All"],
            _ => [route],
        };
    }

    private async Task<IReadOnlyList<string>> SecretsAsync()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var customers = await db.Customers.AsNoTracking().ToListAsync();
        var orders = await db.WorkOrders.AsNoTracking().ToListAsync();
        var secrets = customers.SelectMany(c => new Sensitive?[] { c.Phone, c.IdNumber, c.Address, c.Email, c.ContactPhone, c.CompanyAddress })
            .Concat(orders.SelectMany(o => new Sensitive?[] { o.CustomerPhone, o.CallerNumber, o.IdNumber }))
            .OfType<Sensitive>().Select(s => s.Unmask()).Distinct().ToList();
        Assert.True(secrets.Count > 200);
        return secrets;
    }

    /// <summary>One person walks over all endpoints in a second.</summary>
    public sealed class Fixture : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder) => builder.UseSetting("RateLimits:ApiPerPersonAndSecond", "10000");
    }
}

internal static class HttpClientExtensions
{
    /// <summary>The body of the response; empty for a redirect.</summary>
    public static async Task<string> GetStringOrEmptyAsync(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }
}
