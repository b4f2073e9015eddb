using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

public sealed class CircuitLimitTests(CircuitLimitTests.Fixture app) : BrowserTest(app), IClassFixture<CircuitLimitTests.Fixture>
{
    [Fact]
    public async Task Who_opens_too_many_pages_at_once_is_told_so_on_the_page()
    {
        var page = await OpenAsync("agent1", "/work-orders");
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync("/work-orders");
        var told = second.GetByRole(AriaRole.Alertdialog, new() { Name = "页面暂时不能操作" });
        await Expect(told.GetByText("刚才打开的页面太多")).ToBeVisibleAsync();
        await told.GetByRole(AriaRole.Button, new() { Name = "先看页面" }).ClickAsync();
        await Expect(told).ToBeHiddenAsync();
        await Expect(second.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    public sealed class Fixture : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder) => builder.UseSetting("RateLimits:CircuitsPerPersonAndMinute", "1");
    }
}
