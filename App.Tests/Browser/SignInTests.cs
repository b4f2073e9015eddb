using Microsoft.Playwright;

namespace WorkOrders.Tests;

public sealed class SignInTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task An_agent_signs_in_and_stands_on_the_desk()
    {
        var page = await OpenAsync(null, "/work-orders");
        await page.AssertAccessibleAsync();
        await page.SignInAsync("agent1");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "工单", Exact = true })).ToBeVisibleAsync();
    }
}
