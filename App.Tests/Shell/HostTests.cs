using System.Net;

namespace WorkOrders.Tests;

public sealed class HostTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task An_anonymous_visitor_is_sent_to_the_login_page_and_back()
    {
        using var client = app.Anonymous();
        using var answer = await client.GetAsync(new Uri("/work-orders", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/account/login?returnUrl=%2Fwork-orders", answer.Headers.Location!.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_signed_in_agent_gets_the_desk()
    {
        var client = await app.ClientOf("agent1");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/work-orders", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Scripts_and_static_files_are_served()
    {
        using var client = app.Anonymous();
        foreach (var path in new[] { "/favicon.svg", "/_framework/blazor.web.js", "/_content/MudBlazor/MudBlazor.min.js" })
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
        }
    }
}
