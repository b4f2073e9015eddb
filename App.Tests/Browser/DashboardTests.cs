using Microsoft.Playwright;
using WorkOrders.Jobs;

namespace WorkOrders.Tests;

/// <summary>The dashboard of Hangfire under our content security policy.</summary>
public sealed class DashboardTests(AppFixture app) : BrowserTest(app)
{
    [Theory]
    [InlineData("")]
    [InlineData("/recurring")]
    [InlineData("/servers")]
    [InlineData("/jobs/scheduled")]
    [InlineData("/jobs/deleted")]
    public async Task No_page_of_it_breaks_the_policy(string path)
    {
        var page = await OpenAsync("admin", "/admin/jobs");
        var problems = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                problems.Add(message.Text);
            }
        };
        page.PageError += (_, error) => problems.Add(error);
        var answer = await page.GotoAsync(JobsConfiguration.DashboardPath + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Equal(200, answer!.Status);
        Assert.Contains("script-src 'self';", answer.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.Empty(problems);

        // The policy is in force, and a breach of it is seen here.
        await page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.head.append(s); }");
        await Eventually.HoldsAsync(() => problems.Exists(p => p.Contains("Content Security Policy", StringComparison.Ordinal)));
        Assert.False(await page.EvaluateAsync<bool>("() => window.ran === true"));
    }
}
