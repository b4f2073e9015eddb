using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

public sealed class OrderTabsTests(AppFixture app) : BrowserTest(app)
{
    private static readonly string[] Names = ["工单信息", "客户", "合同详情", "跟进记录", "附件", "操作记录", "历史小结"];

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Every_tab_is_reached_by_the_arrows_and_can_be_used_by_everybody(string theme)
    {
        var page = await OpenAsync("agent1", "/account/profile");
        await page.Context.AddCookiesAsync([new() { Name = "theme", Value = theme, Url = App.Address.ToString() }]);
        await page.GotoAsync($"/work-orders/{await ReturningCustomerAsync()}");
        await page.WaitUntilInteractiveAsync();
        Assert.Equal(theme, await page.Locator("html").GetAttributeAsync("data-theme"));
        await Tab(page, "工单信息").FocusAsync();
        foreach (var name in Names.Skip(1))
        {
            await page.Keyboard.PressAsync("ArrowRight");
            await ChosenAsync(page, name);
            await Expect(page.GetByRole(AriaRole.Tabpanel, new() { Name = name }).Locator("dl, ol, .empty").First).ToBeVisibleAsync();
            await page.AssertAccessibleAsync();
        }

        await page.Keyboard.PressAsync("ArrowRight");
        await ChosenAsync(page, "工单信息");
        await page.Keyboard.PressAsync("ArrowLeft");
        await ChosenAsync(page, "历史小结");
        await page.Keyboard.PressAsync("Home");
        await ChosenAsync(page, "工单信息");
        await page.Keyboard.PressAsync("End");
        await ChosenAsync(page, "历史小结");
        await page.AtAsync(@"\?tab=history$");
        await page.ReloadAsync();
        await Expect(Tab(page, "历史小结")).ToHaveAttributeAsync("aria-selected", "true");
    }

    [Fact]
    public async Task The_history_leads_to_the_customers_other_orders()
    {
        var page = await OpenAsync("agent1", $"/work-orders/{await ReturningCustomerAsync()}?tab=history");
        var other = page.GetByRole(AriaRole.Tabpanel).GetByRole(AriaRole.Link).First;
        var number = await other.InnerTextAsync();
        await other.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = number })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task From_the_panel_one_goes_on_on_the_own_page_and_back_to_the_same_list()
    {
        var page = await OpenAsync("agent1", "/work-orders?view=all&size=20&page=2");
        var rows = page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).Filter(new() { HasText = "GD20" });
        await Expect(rows.First).ToBeVisibleAsync();
        var numbers = await rows.AllInnerTextsAsync();
        await rows.Nth(18).ClickAsync();
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "工单 " + numbers[18] });
        await Tab(page, "操作记录").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "下一个工单" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "工单 " + numbers[19] })).ToBeVisibleAsync();
        await Expect(Tab(page, "操作记录")).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(panel).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "单独打开" }).ClickAsync();
        await Expect(Heading(page, numbers[19])).ToBeVisibleAsync();
        await Expect(page.GetByText("40 / ")).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.GetByText("41 / ")).ToBeVisibleAsync();
        await page.AtAsync("page=3");
        await page.Keyboard.PressAsync("k");
        await Expect(page.GetByText("40 / ")).ToBeVisibleAsync();
        await Expect(Heading(page, numbers[19])).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("k");
        await Expect(Heading(page, numbers[18])).ToBeVisibleAsync();

        // Letters typed into a field are not shortcuts.
        await page.GetByRole(AriaRole.Combobox, new() { Name = "搜索工单" }).FillAsync("");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Escape");
        await Expect(Heading(page, numbers[18])).ToBeVisibleAsync();

        await Tab(page, "工单信息").FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.AtAsync(@"/work-orders\?view=all&page=2&size=20$");
        await Expect(rows.First).ToHaveTextAsync(numbers[0]);
    }

    private static ILocator Tab(IPage page, string name) => page.GetByRole(AriaRole.Tab, new() { Name = name });

    private static ILocator Heading(IPage page, string number) => page.GetByRole(AriaRole.Heading, new() { Name = number });

    private static async Task ChosenAsync(IPage page, string name)
    {
        await Expect(Tab(page, name)).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(Tab(page, name)).ToBeFocusedAsync();
    }

    private async Task<string> ReturningCustomerAsync()
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.WorkOrders.Where(o => o.IdNumber != null && db.Set<WorkOrder>().Count(other => other.IdNumber == o.IdNumber) > 2)
            .OrderByDescending(o => o.CreatedAt).ThenBy(o => o.Id).Select(o => o.Number).FirstAsync();
    }
}
