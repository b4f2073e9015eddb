using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using WorkOrders.Desk.Table;
using WorkOrders.Shared.People;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

[Collection(SecondBrowser)]
public sealed class DeskTests(AppFixture app) : BrowserTest(app)
{
    static DeskTests() => SetDefaultExpectTimeout(15_000);

    [Fact]
    public async Task The_eight_views_stand_with_their_counts_and_hold_what_they_count()
    {
        var page = await OpenAsync("agent1", "/work-orders");
        var views = page.GetByRole(AriaRole.Navigation, new() { Name = "默认视图" }).GetByRole(AriaRole.Link);
        await Expect(views).ToHaveCountAsync(8);
        foreach (var text in await views.AllInnerTextsAsync())
        {
            var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            await page.GetByRole(AriaRole.Link, new() { Name = text }).ClickAsync();
            await Expect(page.GetByText($"/ {parts[1]}", new() { Exact = false }).First).ToBeVisibleAsync();
        }

        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task An_order_is_found_by_phone_and_by_id_number()
    {
        var order = await AnyOrderAsync(o => o.IdNumber != null && o.CustomerPhone != null);
        var page = await OpenAsync("agent1", "/work-orders?view=all");
        await page.GetByLabel("联系方式").FillAsync(order.CustomerPhone!.Unmask());
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = order.Number })).ToBeVisibleAsync();
        await Expect(page.GetByText($"联系方式：{order.CustomerPhone.Masked}")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "重置" }).ClickAsync();
        await page.GetByLabel("身份证号").FillAsync(order.IdNumber!.Unmask());
        await page.GetByRole(AriaRole.Button, new() { Name = "查询", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = order.Number })).ToBeVisibleAsync();
        await Expect(page.GetByText($"身份证号：{order.IdNumber.Masked}")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task More_filters_narrow_the_list_and_their_address_shows_a_colleague_the_same()
    {
        var page = await OpenAsync("agent1", "/work-orders?view=all");
        await page.GetByRole(AriaRole.Button, new() { Name = "更多", Exact = true }).ClickAsync();
        var more = page.GetByRole(AriaRole.Group, new() { Name = "更多筛选条件" });
        await more.GetByLabel("处理中").CheckAsync();
        await page.ChooseAsync("问题类型", "投诉");
        await Expect(more.GetByLabel("问题主题", new() { Exact = true })).ToBeEnabledAsync();
        await page.AssertAccessibleAsync();
        await more.GetByRole(AriaRole.Button, new() { Name = "按这些条件查询" }).ClickAsync();
        await Expect(page.GetByText("状态：处理中")).ToBeVisibleAsync();
        await page.AtAsync("status=processing&type=");

        var colleague = await OpenAsync("agent2", new Uri(page.Url).PathAndQuery);
        Assert.Equal(await NumbersAsync(page), await NumbersAsync(colleague));
        await page.GoBackAsync();
        await Expect(page.GetByText("状态：处理中")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_person_is_chosen_by_pinyin_initials()
    {
        var page = await OpenAsync("agent1", "/work-orders?view=all");
        await page.GetByRole(AriaRole.Button, new() { Name = "更多", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "处理人", Exact = true }).FillAsync("hmm");
        await page.GetByRole(AriaRole.Option, new() { Name = "韩梅梅" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "按这些条件查询" }).ClickAsync();
        await Expect(page.GetByText("处理人：韩梅梅")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_keys_walk_open_and_close()
    {
        var page = await OpenAsync("agent1", "/work-orders?view=all");
        var numbers = await NumbersAsync(page);
        await Expect(page.Locator("html[data-shortcuts]")).ToBeAttachedAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Expect(RowLink(page, numbers[1])).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Panel(page, numbers[1])).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(Panel(page, numbers[2])).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "上一个工单" }).ClickAsync();
        await Expect(Panel(page, numbers[1])).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(Panel(page, numbers[1])).ToHaveCountAsync(0);
        await Expect(RowLink(page, numbers[1])).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByLabel("联系方式")).ToBeFocusedAsync();
        await RowLink(page, numbers[1]).FocusAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "键盘快捷键" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(RowLink(page, numbers[1])).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("n");
        await page.AtAsync("/work-orders/new$");
    }

    [Fact]
    public async Task F_begins_a_follow_up_of_the_open_order()
    {
        var mine = await AnyOrderAsync(o => o.Handler!.UserName == "agent1" && o.Status == WorkOrderStatus.Processing);
        var page = await OpenAsync("agent1", "/work-orders/" + mine.Number);
        await Expect(page.Locator("html[data-shortcuts]")).ToBeAttachedAsync();
        await page.Keyboard.PressAsync("f");
        await Expect(page.GetByLabel("跟进内容")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "新增跟进" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task After_an_act_the_way_to_the_next_order_and_the_focus_are_still_there()
    {
        var page = await OpenAsync("agent5", "/work-orders?view=my-unhandled");
        var numbers = await NumbersAsync(page);
        await RowLink(page, numbers[1]).ClickAsync();
        var panel = Panel(page, numbers[1]);
        await panel.GetByRole(AriaRole.Button, new() { Name = "受理" }).ClickAsync();
        await Expect(RowLink(page, numbers[1])).ToHaveCountAsync(0);
        await Expect(panel.GetByRole(AriaRole.Article)).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "下一个工单" }).ClickAsync();
        await Expect(Panel(page, numbers[2])).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "编辑" }).ClickAsync();
        await Expect(page.GetByLabel("客户姓名")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_rows_stay_where_they_are_when_the_first_one_is_ticked()
    {
        var page = await OpenAsync("leader1", "/work-orders?view=all");
        var boxes = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "GD20" }).GetByRole(AriaRole.Checkbox);
        var before = (await boxes.Nth(1).BoundingBoxAsync())!.Y;
        await boxes.First.CheckAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "批量操作" })).ToBeVisibleAsync();
        Assert.Equal(before, (await boxes.Nth(1).BoundingBoxAsync())!.Y);
    }

    [Fact]
    public async Task The_search_box_opens_an_order_beside_the_list()
    {
        // Exclude orders with an ID number: several of them may share one contract.
        var order = await AnyOrderAsync(o => o.ContractNo != null && o.IdNumber == null);
        var page = await OpenAsync("agent1", "/work-orders?view=all");
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "搜索工单" });
        await page.Keyboard.PressAsync("Control+k");
        await Expect(box).ToBeFocusedAsync();
        await box.PressSequentiallyAsync(order.ContractNo!);
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = order.Number })).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Panel(page, order.Number)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Columns_and_widths_are_remembered()
    {
        var page = await OpenAsync("agent3", "/work-orders?view=all");
        await page.GetByRole(AriaRole.Button, new() { Name = "列", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "选择列" }).GetByLabel("当前处理人").CheckAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "当前处理人" })).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        var head = page.GetByRole(AriaRole.Columnheader, new() { Name = "客户姓名" });
        var before = await head.EvaluateAsync<int>("th => th.offsetWidth");
        await head.GetByRole(AriaRole.Link).FocusAsync();
        for (var i = 0; i < 10; i++)
        {
            await page.Keyboard.PressAsync("Shift+ArrowRight");
        }

        await Eventually.HoldsAsync(async () => (await LayoutOfAsync("agent3")).Columns.Any(c => c.Column.Key == "name" && c.Width == c.Column.Width + 80));
        var again = await OpenAsync("agent3", "/work-orders?view=all");
        await Expect(again.GetByRole(AriaRole.Columnheader, new() { Name = "当前处理人" })).ToBeVisibleAsync();
        var after = await again.GetByRole(AriaRole.Columnheader, new() { Name = "客户姓名" }).EvaluateAsync<int>("th => th.offsetWidth");
        Assert.True(after > before + 40, $"{before} px before, {after} px after");
    }

    [Fact]
    public async Task A_saved_view_is_shared_with_the_team()
    {
        var page = await OpenAsync("agent1", "/work-orders?view=processing&source=phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存视图" }).ClickAsync();
        await page.GetByLabel("把现在的筛选保存为").FillAsync("电话处理中");
        await page.GetByLabel("与客服一班共享").CheckAsync();
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "电话处理中" })).ToBeVisibleAsync();

        var colleague = await OpenAsync("agent2", "/work-orders");
        await colleague.GetByRole(AriaRole.Button, new() { Name = "保存视图" }).ClickAsync();
        await colleague.GetByRole(AriaRole.Link, new() { Name = "电话处理中" }).ClickAsync();
        await Expect(colleague.GetByText("来源：电话")).ToBeVisibleAsync();

        var other = await OpenAsync("agent4", "/work-orders");
        await other.GetByRole(AriaRole.Button, new() { Name = "保存视图" }).ClickAsync();
        await Expect(other.GetByText("还没有保存的视图。")).ToBeVisibleAsync();
    }

    private static ILocator RowLink(IPage page, string number) => page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link, new() { Name = number });

    private static ILocator Panel(IPage page, string number) => page.GetByRole(AriaRole.Complementary, new() { Name = "工单 " + number });

    private static async Task<IReadOnlyList<string>> NumbersAsync(IPage page)
    {
        var links = page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).Filter(new() { HasText = "GD20" });
        await Expect(links.First).ToBeVisibleAsync();
        return await links.AllInnerTextsAsync();
    }

    private async Task<DeskLayout> LayoutOfAsync(string userName)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return DeskLayout.Parse(await db.Set<UserPreference>().Where(p => p.Key == DeskLayout.PreferenceKey && db.Users.Any(u => u.Id == p.UserId && u.UserName == userName)).Select(p => p.Value).FirstOrDefaultAsync());
    }

    private async Task<WorkOrder> AnyOrderAsync(System.Linq.Expressions.Expression<Func<WorkOrder, bool>> which)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.WorkOrders.Where(which).OrderBy(o => o.Id).FirstAsync();
    }
}
