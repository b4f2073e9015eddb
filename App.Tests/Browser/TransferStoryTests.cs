using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

public sealed class TransferStoryTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task One_asks_the_other_is_told_on_another_page_and_confirms_after_a_reload()
    {
        var number = await NumberOfAsync("agent1");
        var han = await OpenAsync("agent2", "/work-orders/" + number);
        var li = await OpenAsync("agent1", "/work-orders/new");
        await AskAsync(han, "客户是我的老客户");
        var toast = li.Toast("请求您转出工单 " + number);
        await Expect(toast).ToBeVisibleAsync();
        await toast.GetByRole(AriaRole.Button, new() { Name = "查看" }).ClickAsync();
        await li.AtAsync($"/work-orders/{number}$");
        await Expect(li.GetByText("转出请求 29:")).ToBeVisibleAsync();
        await li.AssertAccessibleAsync();
        await ShotAsync(li, "banner");

        await OpenConfirmAsync(li);
        var dialog = li.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByText("客户是我的老客户")).ToBeVisibleAsync();
        await li.AssertAccessibleAsync();
        await ShotAsync(li, "dialog");

        // Wait until a countdown that restarts on reload would show a larger number.
        await Eventually.HoldsAsync(async () => await SecondsAsync(li) <= 28);
        var before = await SecondsAsync(li);
        await li.ReloadAsync();
        await li.WaitUntilInteractiveAsync();
        await OpenConfirmAsync(li);
        Assert.InRange(await SecondsAsync(li), 1, before);
        await li.GetByRole(AriaRole.Button, new() { Name = "确认转出" }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();

        await Expect(han.Toast("已把工单 " + number + " 转给")).ToBeVisibleAsync();
        await Expect(han.GetByText("把这张工单转给了您")).ToBeVisibleAsync();
        await ShotAsync(han, "received");
        await han.GetByRole(AriaRole.Button, new() { Name = "知道了" }).ClickAsync();
        await Expect(han.GetByText("把这张工单转给了您")).ToBeHiddenAsync();
        await Expect(han.GetByRole(AriaRole.Button, new() { Name = "受理" })).ToBeVisibleAsync();
        await Expect(li.GetByRole(AriaRole.Button, new() { Name = "请求转出" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_handler_rejects_a_transfer_in_dark_theme_and_the_requester_is_notified()
    {
        var number = await NumberOfAsync("agent3");
        var han = await OpenAsync("agent4", "/work-orders/" + number);
        var li = await OpenAsync("agent3", "/work-orders");
        await li.Context.AddCookiesAsync([new() { Name = "theme", Value = "dark", Url = App.Address.ToString() }]);
        await li.GotoAsync($"/work-orders?view=all&open={number}");
        await li.WaitUntilInteractiveAsync();
        await AskAsync(han, "我来跟进");
        await Expect(li.GetByText("转出请求 29:")).ToBeVisibleAsync();
        await OpenConfirmAsync(li);
        await li.AssertAccessibleAsync();
        await ShotAsync(li, "dialog-dark");
        await li.GetByRole(AriaRole.Button, new() { Name = "拒绝" }).ClickAsync();
        await Expect(han.Toast("没有同意转出工单 " + number)).ToBeVisibleAsync();
        await Expect(han.GetByRole(AriaRole.Button, new() { Name = "请求转出" })).ToBeVisibleAsync();
    }

    private static async Task AskAsync(IPage page, string reason)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "请求转出" }).ClickAsync();
        await page.GetByLabel("原因").FillAsync(reason);
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "请求转出" }).ClickAsync();
    }

    private static async Task OpenConfirmAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "转出", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Timer)).ToBeVisibleAsync();
    }

    private static async Task<int> SecondsAsync(IPage page) =>
        int.Parse(await page.GetByRole(AriaRole.Timer).InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        }
    }

    private async Task<string> NumberOfAsync(string handler)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.WorkOrders.Where(o => o.Handler!.UserName == handler && o.Status == WorkOrderStatus.Unhandled).OrderByDescending(o => o.Id).Select(o => o.Number).FirstAsync();
    }
}
