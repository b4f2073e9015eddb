using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using WorkOrders.Customers;
using WorkOrders.Customers.FollowUps;
using WorkOrders.LoanCore.StandIn;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

/// <summary>Customers in the browser, as account managers and team leaders use them.</summary>
[Collection(SecondBrowser)]
public sealed class CustomerStoryTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task A_company_is_created_once_and_each_wrong_identifier_is_told_in_place()
    {
        var page = await OpenAsync("manager1", "/customers/new");
        await page.ChooseAsync("客户类型", "企业");
        await page.GetByLabel("客户名称").FillAsync("青岛海蓝（集团）有限公司");
        foreach (var (field, wrong, told) in new[]
        {
            ("客户电话", "abc", "客户电话应为 5 至 19 位数字"),
            ("企业税号", "9137020", "企业税号应为 18 位统一社会信用代码"),
            ("邮箱", "somebody", "邮箱应为一个邮箱地址"),
        })
        {
            await page.GetByLabel(field, new() { Exact = true }).FillAsync(wrong);
            await page.GetByLabel(field, new() { Exact = true }).BlurAsync();
            await Expect(page.GetByText(told)).ToBeVisibleAsync();
        }

        await page.AssertAccessibleAsync();
        await page.GetByLabel("客户电话", new() { Exact = true }).FillAsync("（0532）8577 6655");
        await page.GetByLabel("企业税号", new() { Exact = true }).FillAsync("91370200ma3c8x6t5a");
        await page.GetByLabel("企业税号", new() { Exact = true }).BlurAsync();
        await Expect(page.GetByText("企业税号的校验位不对")).ToBeVisibleAsync();
        await page.GetByLabel("企业税号", new() { Exact = true }).FillAsync("91350100M000100Y43");
        await page.GetByLabel("邮箱", new() { Exact = true }).FillAsync("office@hailan.example.cn");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.AtAsync(@"/customers/\d+$");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("青岛海蓝（集团）有限公司");

        await page.GotoAsync("/customers/new");
        await page.WaitUntilInteractiveAsync();
        await page.ChooseAsync("客户类型", "企业");
        await page.GetByLabel("客户名称").FillAsync("青岛海蓝 (集团)有限公司");
        await page.GetByLabel("客户名称").BlurAsync();
        await Expect(page.GetByText("客户名称已经有客户在用")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();
        await using var db = await App.Factory.CreateDbContextAsync();
        Assert.Equal(1, await db.Customers.CountAsync(c => c.Name.StartsWith("青岛海蓝")));
    }

    [Fact]
    public async Task A_slow_core_holds_up_nothing_and_two_customers_are_merged_and_parted_again()
    {
        var (first, second) = await TwoAsync();
        App.Services.GetRequiredService<StandInSwitches>().Now = new StandInBehaviour { DelaySeconds = 30 };
        var page = await OpenAsync("leader1", $"/customers/{first}");
        await Expect(page.GetByText("共 1 条").First).ToBeVisibleAsync();
        await Expect(page.GetByText("先问过的事")).ToBeVisibleAsync();
        await Expect(page.GetByText("正在").First).ToBeVisibleAsync();
        App.Services.GetRequiredService<StandInSwitches>().Now = new StandInBehaviour();
        await page.AssertAccessibleAsync();

        // The core's answer completes the customer, which would be a change in the middle of the merge.
        await Expect(page.GetByText("正在向贷款核心")).ToHaveCountAsync(0);

        // An opportunity is entered and moved without the mouse.
        await page.GetByRole(AriaRole.Button, new() { Name = "新建商机" }).ClickAsync();
        await page.GetByLabel("商机名称").FillAsync("车队续租");
        await page.GetByLabel("商机金额").FillAsync("120000");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "预计成交日" }).FillAsync("2027-06-30");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.GetByLabel("“车队续租”的阶段").SelectOptionAsync("Quote");
        await Expect(page.GetByLabel("“车队续租”的阶段")).ToHaveValueAsync("Quote");

        await page.GetByRole(AriaRole.Tab, new() { Name = "时间线" }).ClickAsync();
        await Expect(page.GetByText("车队续租").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "与另一位客户合并" }).ClickAsync();
        await page.WaitUntilInteractiveAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "另一位客户" }).FillAsync(second.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "比较", Exact = true }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByText("不同").First).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "合并", Exact = true }).ClickAsync();
        await Expect(page.Toast("已合并")).ToBeVisibleAsync();

        // The loser's address leads to the survivor, which has what was said to both.
        await page.GotoAsync($"/customers/{second}");
        await page.AtAsync($"/customers/{first}$");
        await Expect(page.GetByText("后问过的事")).ToBeVisibleAsync();
        await Expect(page.GetByText("先问过的事")).ToBeVisibleAsync();

        await page.GotoAsync("/customers/merges");
        await page.WaitUntilInteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"撤销客户 {first} 与 {second} 的合并" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "撤销合并" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.GotoAsync($"/customers/{second}");
        await Expect(page.GetByText("后问过的事")).ToBeVisibleAsync();
        await Expect(page.GetByText("先问过的事")).ToHaveCountAsync(0);
        await page.AtAsync($"/customers/{second}$");
    }

    // Two customers of one person, each with a follow-up.
    private async Task<(int First, int Second)> TwoAsync()
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        var leader = await db.Users.FirstAsync(u => u.UserName == "leader1");
        var me = As.In(leader, Roles.TeamLeader);
        var first = Customer.Of(new() { Name = "司徒慧敏", IdNumber = IdNumber.Parse(Given.Id), Phone = PhoneNumber.Parse("13700001111") });
        var second = Customer.Of(new() { Name = "司徒慧敏", Phone = PhoneNumber.Parse("13700002222"), Region = "福建" });
        db.AddRange(first, second);
        await db.SaveChangesAsync();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (customer, text) in new[] { (first, "先问过的事"), (second, "后问过的事") })
        {
            Assert.False(customer.FollowUp(new(CustomerFollowUpKind.Phone, FreeText.Parse(text), null), me, now, out var followUp).IsRefused);
            db.Add(followUp!);
        }

        await db.SaveChangesAsync();
        return (first.Id, second.Id);
    }
}
