using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Taxonomy;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

public sealed class OrderTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task A_call_becomes_an_order_whose_telephone_is_revealed_and_on_record()
    {
        var customer = await FirstAsync(db => db.Customers.OrderBy(c => c.Id));
        var page = await OpenAsync("agent1", $"/work-orders/new?callerNumber={customer.Phone!.Unmask()}");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"选用{customer.Name}" }).First.ClickAsync();
        await Expect(page.GetByLabel("客户姓名")).ToHaveValueAsync(customer.Name);
        await Expect(page.GetByLabel("客户电话")).ToHaveValueAsync(customer.Phone.Masked);
        await page.ChooseAsync("问题类型", "投诉");
        var channel = await FirstAsync(db => db.Set<Choice>().Where(c => c.Kind == ChoiceKind.Channel && c.IsEnabled).OrderBy(c => c.Id));
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "渠道名称" });
        await field.FocusAsync();
        await page.Keyboard.TypeAsync(channel.Name);
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveTextAsync([channel.Name]);
        await field.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
        await Expect(field).ToHaveValueAsync(channel.Name);
        Assert.Contains("/work-orders/new", page.Url, StringComparison.Ordinal);
        await page.GetByLabel("描述").FillAsync("客户要求回电");
        await page.GetByLabel("客户姓名").PressAsync("Enter");
        await page.AtAsync("/work-orders/GD");

        await page.GetByRole(AriaRole.Button, new() { Name = "查看客户电话" }).ClickAsync();
        await Expect(page.GetByText(customer.Phone.Unmask())).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "操作记录" }).ClickAsync();
        await Expect(page.GetByText("查看敏感信息")).ToBeVisibleAsync();
        await Expect(page.GetByText("拨打电话")).ToBeVisibleAsync();
        await Expect(page.GetByText(customer.Phone.Unmask())).ToHaveCountAsync(0);
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Who_types_before_the_form_takes_the_focus_types_on()
    {
        var page = await OpenAsync("agent1", "/work-orders/" + await NumberOfAsync("agent1"));
        var late = new TaskCompletionSource();
        await page.RouteAsync("**/js/form*.js", async route =>
        {
            await late.Task;
            await route.ContinueAsync();
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "编辑", Exact = true }).ClickAsync();
        var solution = page.GetByLabel("解决方案");
        await solution.ClickAsync();
        await page.RunAndWaitForRequestFinishedAsync(() => Task.Run(late.SetResult), new() { Predicate = request => request.Url.Contains("/js/form", StringComparison.Ordinal) });
        await page.WaitUntilInteractiveAsync();
        await page.Keyboard.TypeAsync("先退款");
        await Expect(solution).ToHaveValueAsync("先退款");
    }

    [Fact]
    public async Task A_choice_answered_late_leaves_the_focus_in_the_field_gone_to_meanwhile()
    {
        var page = await OpenAsync("agent1", "/work-orders");
        var (late, isLate) = (new List<byte[]>(), false);
        IWebSocketRoute? browser = null;
        await page.RouteWebSocketAsync("**/_blazor**", socket =>
        {
            browser = socket;
            socket.ConnectToServer().OnMessage(frame =>
            {
                lock (late)
                {
                    // Answers before it pass.
                    if (isLate && frame.Binary is { } answer && (late.Count > 0 || MovesFocus(answer)))
                    {
                        late.Add(answer);
                    }
                    else if (frame.Binary is { } binary)
                    {
                        socket.Send(binary);
                    }
                    else
                    {
                        socket.Send(frame.Text!);
                    }
                }
            });
        });
        await page.GotoAsync("/work-orders/new");
        await page.WaitUntilInteractiveAsync();
        var (type, description) = (page.GetByLabel("问题类型"), page.GetByLabel("描述"));
        await type.ClickAsync();
        var option = page.GetByRole(AriaRole.Option, new() { Name = "投诉", Exact = true });
        await Expect(option).ToBeVisibleAsync();

        // A click on a list that is being rendered anew is lost.
        await page.WaitUntilInteractiveAsync();
        lock (late)
        {
            isLate = true;
        }

        await option.ClickAsync();
        await Eventually.HoldsAsync(() =>
        {
            lock (late)
            {
                return late.Exists(MovesFocus);
            }
        });
        await description.FocusAsync();
        await page.Keyboard.TypeAsync("客户");
        lock (late)
        {
            isLate = false;
            late.ForEach(browser!.Send);
        }

        await Expect(type).ToHaveValueAsync("投诉");
        await page.Keyboard.TypeAsync("要求回电");
        await Expect(description).ToHaveValueAsync("客户要求回电");
        await Expect(description).ToBeFocusedAsync();

        static bool MovesFocus(byte[] answer) => Encoding.Latin1.GetString(answer).Contains("domWrapper.focus", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_edit_one_order_and_nothing_is_lost()
    {
        var number = await NumberOfAsync("agent2");
        var mine = await OpenAsync("agent2", $"/work-orders/{number}");
        var theirs = await OpenAsync("leader1", $"/work-orders/{number}");
        foreach (var page in new[] { mine, theirs })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "编辑", Exact = true }).ClickAsync();
            await Expect(page.GetByLabel("解决方案")).ToBeVisibleAsync();
        }

        await theirs.GetByLabel("解决方案").FillAsync("班长的方案");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Expect(theirs.Toast("已保存")).ToBeVisibleAsync();
        await mine.GetByLabel("解决方案").FillAsync("我的方案");
        await mine.GetByLabel("合同编号").FillAsync("HT-MINE");
        await mine.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();

        var conflict = mine.GetByRole(AriaRole.Alertdialog);
        await Expect(conflict).ToContainTextAsync("周敏");
        await Expect(mine.GetByLabel("合同编号")).ToHaveValueAsync("HT-MINE");
        await mine.AssertAccessibleAsync();
        await mine.GetByRole(AriaRole.Radio, new() { Name = "解决方案 我的" }).CheckAsync();
        await mine.GetByRole(AriaRole.Button, new() { Name = "按所选保存" }).ClickAsync();
        await Expect(mine.Toast("已保存")).ToBeVisibleAsync();
        var order = await FirstAsync(db => db.WorkOrders.Where(o => o.Number == number));
        Assert.Equal(("我的方案", "HT-MINE"), (order.Solution, order.ContractNo));
    }

    [Fact]
    public async Task Wrong_input_is_answered_in_words_and_takes_the_focus()
    {
        var page = await OpenAsync("agent1", "/work-orders/new?callerNumber=" + new string('7', 3000));
        await page.GetByLabel("描述").FillAsync(new string('长', WorkOrderLimits.Description + 5));
        await page.GetByLabel("到期时间", new() { Exact = true }).FillAsync("2026-02-31 10:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存工单" }).ClickAsync();
        await Expect(page.GetByText("描述不能超过 2000 个字")).ToBeVisibleAsync();
        await Expect(page.GetByText("不是有效的时间")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("来电号码")).ToBeFocusedAsync();
        await page.AssertAccessibleAsync();

        // Leaving loses nothing: what is typed is a draft.
        await page.Keyboard.PressAsync("Escape");
        await page.AtAsync("/work-orders$");
        await page.GotoAsync("/work-orders/new");
        await page.GetByRole(AriaRole.Button, new() { Name = "继续填写" }).ClickAsync();
        await Expect(page.GetByLabel("到期时间", new() { Exact = true })).ToHaveValueAsync("2026-02-31 10:00");
    }

    [Fact]
    public async Task A_number_that_does_not_exist_leads_to_a_page_that_says_so()
    {
        var page = await OpenAsync("agent1", "/work-orders/GD20260101999999");
        await Expect(page.GetByText("没有找到工单 GD20260101999999")).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task A_team_leader_keeps_the_taxonomy()
    {
        var page = await OpenAsync("leader1", "/settings/taxonomy");
        await page.GetByRole(AriaRole.Button, new() { Name = "投诉", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "新增问题主题", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "问题主题", Exact = true }).FillAsync("费用争议");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "停用费用争议" })).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
    }

    private async Task<T> FirstAsync<T>(Func<AppDb, IQueryable<T>> query)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await query(db).FirstAsync();
    }

    private Task<string> NumberOfAsync(string userName) => FirstAsync(db => db.WorkOrders
        .Where(o => o.Handler!.UserName == userName && o.Status != WorkOrderStatus.Settled).OrderByDescending(o => o.Id).Select(o => o.Number));
}
