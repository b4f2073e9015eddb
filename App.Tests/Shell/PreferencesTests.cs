using System.Net;

namespace WorkOrders.Tests;

public sealed class PreferencesTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Language_and_theme_are_there_with_the_first_byte()
    {
        using var client = app.Anonymous();
        Assert.Contains("<html lang=\"zh-CN\" data-theme=\"light\"", await client.GetStringAsync("/account/login"), StringComparison.Ordinal);
        await PostAsync(client, "/preferences/language", ("language", "en"));
        await PostAsync(client, "/preferences/theme", ("theme", "dark"));
        Assert.Contains("<html lang=\"en\" data-theme=\"dark\"", await client.GetStringAsync("/account/login"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("")]
    [InlineData("<script>")]
    public async Task An_unknown_language_is_Chinese(string language)
    {
        using var client = app.Anonymous();
        await PostAsync(client, "/preferences/language", ("language", language));
        Assert.Contains("<html lang=\"zh-CN\"", await client.GetStringAsync("/account/login"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_back_never_leaves_the_site()
    {
        using var client = app.Anonymous();
        using var answer = await PostAsync(client, "/preferences/theme", ("theme", "dark"), ("returnUrl", "https://evil.example/"));
        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Home_leads_to_the_first_page_or_to_the_login()
    {
        var agent = await app.ClientOf("agent1");
        Assert.Equal("/work-orders", (await agent.GetAsync("/")).Headers.Location?.OriginalString);
        using var nobody = app.Anonymous();
        Assert.Contains("/account/login", (await nobody.GetAsync("/")).Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_page_is_a_404_in_words()
    {
        var agent = await app.ClientOf("agent1");
        using var answer = await agent.GetAsync("/no/such/page");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("没有找到这个页面", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, params (string Key, string Value)[] fields) =>
        client.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent(fields.ToDictionary(f => f.Key, f => f.Value)));
}
