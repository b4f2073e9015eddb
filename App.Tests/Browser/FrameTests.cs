using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

[Collection(SecondBrowser)]
public sealed class FrameTests(AppFixture app) : BrowserTest(app)
{
    static FrameTests() => SetDefaultExpectTimeout(15_000);

    [Fact]
    public async Task The_language_is_switched_and_remembered()
    {
        var page = await OpenAsync("agent1", "/work-orders?view=all&page=2");
        await page.GetByRole(AriaRole.Button, new() { Name = "EN" }).ClickAsync();
        await page.WaitUntilInteractiveAsync();
        Assert.EndsWith("/work-orders?view=all&page=2", page.Url, StringComparison.Ordinal);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "EN" })).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
    }

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(1920, 1080)]
    public async Task The_dark_theme_turns_without_a_reload_and_stays(int width, int height)
    {
        var page = await OpenAsync("leader1", "/work-orders?view=all", width, height);
        await page.EvaluateAsync("() => window.sameDocument = true");
        await page.GetByRole(AriaRole.Button, new() { Name = "深色或浅色" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"));
        await page.AssertAccessibleAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task The_navigation_folds_and_stays_folded()
    {
        var page = await OpenAsync("admin", "/work-orders");
        var side = page.GetByRole(AriaRole.Navigation, new() { Name = "主导航" });
        await Expect(side).ToHaveCSSAsync("width", "180px");
        await page.GetByRole(AriaRole.Button, new() { Name = "收起或展开导航" }).ClickAsync();
        await Expect(side).ToHaveCSSAsync("width", "56px");
        await page.ReloadAsync();
        await Expect(side).ToHaveCSSAsync("width", "56px");
        await Expect(side.GetByRole(AriaRole.Link, new() { Name = "用户" })).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
    }

    [Theory]
    [InlineData(false, "正在重新连接服务器。")]
    [InlineData(true, "Connecting to the server again.")]
    public async Task A_lost_connection_is_told_in_the_language_of_the_person(bool english, string expected)
    {
        var page = await OpenAsync("agent1", "/work-orders");
        if (english)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "EN" }).ClickAsync();
            await page.WaitUntilInteractiveAsync();
        }

        var sockets = new List<IWebSocketRoute>();
        var isDown = false;
        await page.RouteWebSocketAsync("**/_blazor**", socket =>
        {
            sockets.Add(socket);
            if (isDown)
            {
                _ = socket.CloseAsync();
            }
            else
            {
                socket.ConnectToServer();
            }
        });
        await page.RouteAsync("**/_blazor/**", route => isDown ? route.AbortAsync() : route.ContinueAsync());
        await page.ReloadAsync();
        await page.WaitUntilInteractiveAsync();
        await Eventually.HoldsAsync(() => sockets.Count > 0);

        isDown = true;
        await sockets[^1].CloseAsync(new() { Code = 1011 });
        await Expect(page.GetByRole(AriaRole.Alertdialog).GetByText(expected)).ToBeVisibleAsync();
        isDown = false;
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync(new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Signing_out_is_in_the_menu_of_the_person()
    {
        var page = await OpenAsync("agent6", "/work-orders");
        await page.GetByRole(AriaRole.Button, new() { Name = "陈静" }).ClickAsync();
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await page.AtAsync("/account/login");
        await page.GotoAsync("/work-orders?view=all");
        Assert.Contains("/account/login?returnUrl=", page.Url, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_may_not_open_a_page_is_told_so_in_words()
    {
        var page = await OpenAsync("architect1", "/work-orders");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "没有权限" })).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
    }
}
