using System.Net;
using Microsoft.Extensions.FileProviders;
using MudBlazor.Utilities;
using WorkOrders.Ui.Theme;

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

    [Fact]
    public async Task The_theme_holds_both_themes_and_may_be_cached_under_its_version()
    {
        var tokens = new TokenColors(new PhysicalFileProvider(Repository.PathOf("wwwroot", "css")).GetFileInfo("tokens.css"));
        using var browser = app.Anonymous();
        var login = await browser.GetStringAsync(new Uri("/account/login", UriKind.Relative));
        var address = login[login.IndexOf("/css/theme.css", StringComparison.Ordinal)..];
        address = address[..address.IndexOf('"', StringComparison.Ordinal)];
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
        var css = await answer.Content.ReadAsStringAsync();
        Assert.Equal("text/css", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("immutable", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('<', css);
        foreach (var (scope, colors) in new[] { (":root{", tokens.Light), (":root[data-theme=\"dark\"]{", tokens.Dark) })
        {
            var block = css[css.IndexOf(scope, StringComparison.Ordinal)..];
            Assert.StartsWith(new MudColor(colors["accent-fill"]).ToString(MudColorOutputFormats.RGBA), After(block, "--mud-palette-primary: "), StringComparison.Ordinal);
            Assert.StartsWith(new MudColor(colors["bg"]).ToString(MudColorOutputFormats.RGBA), After(block, "--mud-palette-background: "), StringComparison.Ordinal);
        }
    }

    private static string After(string text, string mark) => text[(text.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];
}
