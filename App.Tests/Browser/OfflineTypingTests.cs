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
        page.Dialog += (_, question) => _ = question.AcceptAsync();
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
    public async Task What_a_closed_window_left_on_this_computer_is_offered_and_never_filled_in()
    {
        var page = await OpenAsync("agent2", "/work-orders");
        var line = await Line.OfAsync(page);
        await page.GotoAsync("/work-orders/new?callerNumber=13911112222");
        await page.WaitUntilInteractiveAsync();
        await page.GetByLabel("客户姓名").FillAsync("关掉的窗口");
        await Expect(page.GetByText("草稿已保存")).ToBeVisibleAsync();
        await line.LoseAsync();
        await page.GetByLabel("描述").FillAsync("断线后写的");
        await Expect(page.GetByText("只保存在本机")).ToBeVisibleAsync();
        Assert.DoesNotContain("13911112222", await page.EvaluateAsync<string>("() => JSON.stringify(localStorage)"), StringComparison.Ordinal);
        var other = await page.Context.NewPageAsync();
        await page.CloseAsync();
        await other.GotoAsync("/work-orders/new");
        await other.WaitUntilInteractiveAsync();
        await Expect(other.GetByText("本机还留着没有保存的内容")).ToBeVisibleAsync();
        await Expect(other.GetByLabel("描述")).ToHaveValueAsync("");
        await other.GetByRole(AriaRole.Button, new() { Name = "恢复", Exact = true }).ClickAsync();
        await Expect(other.GetByLabel("描述")).ToHaveValueAsync("断线后写的");
        await Expect(other.GetByText("本机还留着没有保存的内容")).ToBeHiddenAsync();
        await Expect(other.GetByText("草稿已保存")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_copy_of_what_the_server_has_is_not_offered_and_the_time_of_another_is_that_of_the_business()
    {
        var page = await OpenAsync("agent3", "/work-orders/new");
        await page.GetByLabel("描述").FillAsync("服务器已经有的字");
        await Expect(page.GetByText("草稿已保存")).ToBeVisibleAsync();
        await page.GotoAsync("/work-orders");
        var at = await KeepCopyAsync(page, "agent3", "new-order", "field-描述", "服务器已经有的字");
        await KeepCopyAsync(page, "agent3", "new-order", "field-描述", "只在本机的字");

        // A browser far away shows the same time as the server.
        await using var abroad = await page.Context.Browser!.NewContextAsync(new()
        {
            BaseURL = App.Address.ToString(),
            Locale = "zh-CN",
            TimezoneId = "America/New_York",
            StorageState = await page.Context.StorageStateAsync(),
        });
        await abroad.AddInitScriptAsync(PageExtensions.WatchCircuit);
        var there = await abroad.NewPageAsync();
        await there.GotoAsync("/work-orders/new");
        await there.WaitUntilInteractiveAsync();
        var local = DateTimeOffset.FromUnixTimeMilliseconds(at).ToOffset(TimeSpan.FromHours(8)).ToString("HH:mm", null);
        await Expect(there.GetByText("本机还留着没有保存的内容")).ToContainTextAsync(local);
        await there.GetByRole(AriaRole.Button, new() { Name = "恢复", Exact = true }).ClickAsync();
        await Expect(there.GetByLabel("描述")).ToHaveValueAsync("只在本机的字");
        await Expect(there.GetByText("本机还留着没有保存的内容")).ToBeHiddenAsync();
        Assert.DoesNotContain("服务器已经有的字", await there.EvaluateAsync<string>("() => JSON.stringify(localStorage)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_removes_the_copies_of_the_person_and_asks_before_a_text_is_lost()
    {
        var page = await OpenAsync("agent4", "/work-orders/new");
        await page.GetByLabel("描述").FillAsync("服务器有的字");
        await Expect(page.GetByText("草稿已保存")).ToBeVisibleAsync();
        await page.GotoAsync("/work-orders");
        await page.WaitUntilInteractiveAsync();
        await KeepCopyAsync(page, "agent4", "new-order", "field-描述", "服务器有的字");
        await KeepCopyAsync(page, "agent4", "follow-up:GD1:0", "field-跟进内容", "只在本机的字");
        await page.EvaluateAsync(
            "() => localStorage.setItem('draft:999999:new-order:w:1', JSON.stringify({ at: Date.now(), window: 'w', fields: { a: '别人的' } }))");
        var signOut = page.GetByRole(AriaRole.Button, new() { Name = "退出登录" });
        await page.GetByRole(AriaRole.Banner).Locator("[popovertarget=user-menu]").ClickAsync();
        await signOut.ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "还有 1 份没有存到服务器的内容" });
        await Expect(question).ToBeVisibleAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();
        await Expect(question).ToBeHiddenAsync();
        Assert.Contains("只在本机的字", await page.EvaluateAsync<string>("() => JSON.stringify(localStorage)"), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Banner).Locator("[popovertarget=user-menu]").ClickAsync();
        await signOut.ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "退出并删除" }).ClickAsync();
        await page.AtAsync("/account/login");
        Assert.Equal(
            ["draft:999999:new-order:w:1"], await page.EvaluateAsync<string[]>("() => Object.keys(localStorage).filter(name => name.startsWith('draft:'))"));
    }

    [Fact]
    public async Task Signing_out_of_a_form_whose_text_is_saved_asks_nothing_and_leaves_no_copy()
    {
        var page = await OpenAsync("agent5", "/work-orders/new");
        await page.GetByLabel("描述").FillAsync("写到一半就退出");
        await Expect(page.GetByText("草稿已保存")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Banner).Locator("[popovertarget=user-menu]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await page.AtAsync("/account/login");
        Assert.Empty(await page.EvaluateAsync<string[]>("() => Object.keys(localStorage).filter(name => name.startsWith('draft:'))"));
    }

    [Fact]
    public async Task A_full_storage_is_told()
    {
        var page = await OpenAsync("agent2", "/work-orders");
        await page.AddInitScriptAsync("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };");
        await page.GotoAsync("/work-orders/new");
        await page.WaitUntilInteractiveAsync();
        await page.GetByLabel("客户姓名").FillAsync("存不下的客户");
        await Expect(page.GetByText("没有存到本机")).ToBeVisibleAsync();

        // The server has it then.
        await Expect(page.GetByText("草稿已保存")).ToBeVisibleAsync();
        await Expect(page.GetByText("没有存到本机")).ToBeHiddenAsync();
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

        // Half an emoji, which a program that pastes can leave behind.
        await text.EvaluateAsync("field => { field.value = '好\\uD83D'; field.dispatchEvent(new InputEvent('input', { bubbles: true })); }");
        await Expect(page.GetByText("已去掉不完整的字符（半个表情符号）")).ToBeVisibleAsync();
        await Expect(text).ToHaveValueAsync("好");

        // The cursor stays where it was. An input method that is not done keeps its text.
        Assert.Equal(["好好", "1", "\"好\\ud83d好\"", "好好"], await text.EvaluateAsync<string[]>("""
            field => {
              const put = isComposing => {
                field.value = '好\uD83D好';
                field.setSelectionRange(2, 2);
                field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing }));
              };
              put(false);
              const mended = [field.value, String(field.selectionStart)];
              put(true);
              const composing = JSON.stringify(field.value);
              field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
              return [...mended, composing, field.value];
            }
            """));
        await Expect(page.GetByText("草稿已保存")).ToBeVisibleAsync();
    }

    // As a window left it that was killed.
    private async Task<long> KeepCopyAsync(IPage page, string userName, string form, string field, string text)
    {
        int id;
        await using (var db = await App.Factory.CreateDbContextAsync())
        {
            id = await db.Users.Where(u => u.UserName == userName).Select(u => u.Id).SingleAsync();
        }

        return await page.EvaluateAsync<long>("""
            ([id, form, field, text]) => {
              const at = Date.now();
              localStorage.setItem(`draft:${id}:${form}:killed:${at}:${text.length}`, JSON.stringify({ at, window: 'killed', fields: { [field]: text } }));
              return at;
            }
            """, new object[] { id, form, field, text });
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

        private IPage page = null!;

        public static async Task<Line> OfAsync(IPage page)
        {
            var line = new Line { page = page };
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

        /// <summary>Waits before until the browser keeps what is typed in the forms of the page.</summary>
        public async Task LoseAsync()
        {
            await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.local-draft')].every(state => 'watched' in state.dataset)");
            isLost = true;
            await sockets[^1].CloseAsync(new() { Code = 1011 });
        }

        public void Return() => isLost = false;
    }
}
