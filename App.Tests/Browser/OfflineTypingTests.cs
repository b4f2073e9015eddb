using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

/// <summary>What is typed while the line is lost reaches the server, or is told to be on this computer only.</summary>
public sealed class OfflineTypingTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task Text_typed_without_a_line_is_kept_told_and_saved()
    {
        var page = await OpenAsync("agent1", "/work-orders");
        var line = await Line.OfAsync(page);
        await page.GotoAsync($"/work-orders/{await MyOrderAsync()}?tab=follow-ups");
        await page.WaitUntilInteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "新增跟进" }).ClickAsync();
        var text = page.GetByLabel("跟进内容");
        await text.FillAsync("AAAA");
        await Expect(page.GetByText("草稿已保存")).ToBeVisibleAsync();

        await line.LoseAsync();
        await text.PressSequentiallyAsync("BBBB");
        await Expect(page.GetByText("只保存在本机")).ToBeVisibleAsync();
        await Expect(page.GetByText("草稿已保存")).ToBeHiddenAsync();
        var dialog = page.GetByRole(AriaRole.Alertdialog, new() { Name = "连接已断开" });
        await Expect(dialog).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await Expect(dialog.GetByText("保存在这台电脑的浏览器里，接上后会自动送出")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "先看页面" }).ClickAsync();
        await page.GetByLabel("保存时发送短信").CheckAsync();

        line.Return();
        await Expect(page.GetByLabel("短信内容")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.GetByLabel("保存时发送短信").UncheckAsync();
        await Expect(page.GetByText("草稿已保存")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Article).Filter(new() { HasText = "AAAABBBB" }).Last).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_new_order_comes_back_after_a_reload_without_its_masked_fields()
    {
        var page = await OpenAsync("agent1", "/work-orders");
        var line = await Line.OfAsync(page);
        await page.GotoAsync("/work-orders/new");
        await page.WaitUntilInteractiveAsync();
        await page.ChooseAsync("问题类型", "投诉");
        await page.GetByLabel("客户姓名").FillAsync("断线的客户");
        await line.LoseAsync();
        await page.GetByLabel("客户电话").FillAsync("13800138000");
        await page.GetByLabel("描述").FillAsync("断线后写的描述");
        await Expect(page.GetByRole(AriaRole.Alertdialog, new() { Name = "连接已断开" })).ToBeVisibleAsync(new() { Timeout = 10_000 });
        line.Return();
        page.Dialog += (_, question) => question.AcceptAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("已恢复上次没有保存的内容")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("客户姓名")).ToHaveValueAsync("断线的客户");
        await Expect(page.GetByLabel("问题类型")).ToHaveValueAsync("投诉");
        await Expect(page.GetByLabel("客户电话")).ToHaveValueAsync("");
        await page.GetByLabel("客户电话").FillAsync("13800138000");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存工单" }).ClickAsync();
        await page.AtAsync("/work-orders/GD[0-9]{14}$");
        await using var db = await App.Factory.CreateDbContextAsync();
        Assert.Equal("断线后写的描述", (await db.WorkOrders.SingleAsync(o => o.CustomerName == "断线的客户")).Description?.Unmask());
    }

    [Fact]
    public async Task A_pasted_text_that_was_cut_says_so_and_characters_are_counted_without_the_server()
    {
        var page = await OpenAsync("agent1", $"/work-orders/{await MyOrderAsync()}?tab=follow-ups");
        await page.GetByRole(AriaRole.Button, new() { Name = "新增跟进" }).ClickAsync();
        var text = page.GetByLabel("跟进内容");
        await text.FillAsync("");
        await text.EvaluateAsync("""
            field => {
              const data = new DataTransfer();
              data.setData('text/plain', '长'.repeat(6100));
              field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
            }
            """);
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "粘贴的文字超过 6000 字，已截去 100 字" })).ToBeVisibleAsync();
        Assert.Equal("3 / 1000", await text.EvaluateAsync<string>("""
            field => {
              field.value = '三个字';
              field.dispatchEvent(new InputEvent('input', { bubbles: true }));
              return document.getElementById(field.getAttribute('aria-describedby')).textContent;
            }
            """));
    }

    private async Task<string> MyOrderAsync()
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.WorkOrders.Where(o => o.Status != WorkOrderStatus.Settled && o.Handler!.UserName == "agent1" && o.CustomerPhone != null).OrderBy(o => o.Id).Select(o => o.Number).FirstAsync();
    }

    /// <summary>The line between the page and the server.</summary>
    private sealed class Line
    {
        private readonly List<IWebSocketRoute> sockets = [];
        private volatile bool isLost;

        public static async Task<Line> OfAsync(IPage page)
        {
            var line = new Line();
            await page.RouteWebSocketAsync("**/_blazor**", socket =>
            {
                line.sockets.Add(socket);
                if (line.isLost)
                {
                    _ = socket.CloseAsync();
                }
                else
                {
                    socket.ConnectToServer();
                }
            });
            await page.RouteAsync("**/_blazor/**", route => line.isLost ? route.AbortAsync() : route.ContinueAsync());
            return line;
        }

        public Task LoseAsync()
        {
            isLost = true;
            return sockets[^1].CloseAsync(new() { Code = 1011 });
        }

        public void Return() => isLost = false;
    }
}
