using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.StandIn;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

/// <summary>合同详情 as an agent sees it, with the stand-in core over real HTTP.</summary>
public sealed class ContractTests(ContractTests.Fixture app) : BrowserTest(app), IClassFixture<ContractTests.Fixture>
{
    [Fact]
    public async Task Contracts_are_read_and_survive_a_slow_failing_and_odd_core()
    {
        var order = await OrderWithContractsAsync();
        var contracts = StandInAnswer.Contracts(order.IdNumber!);
        var admin = await OpenAsync("admin", "/admin/stand-in-core");
        await admin.AssertAccessibleAsync();
        var page = await OpenAsync("leader1", $"/work-orders/{order.Number}");
        await page.GetByRole(AriaRole.Tab, new() { Name = "合同详情" }).ClickAsync();

        // Overdue contracts come first, both kinds are named, amounts have two decimals.
        var cards = page.GetByRole(AriaRole.Article).Filter(new() { HasText = "申请编号" }).And(page.GetByLabel("合同 "));
        await Expect(cards).ToHaveCountAsync(contracts.Count);
        await Expect(cards.First).ToContainTextAsync($"逾期 {contracts[0].OverdueDays} 天");
        await Expect(cards.First).ToContainTextAsync(contracts[0].RentPerPeriod.Money!);
        await Expect(page.GetByText("有担保").First).ToBeVisibleAsync();
        await Expect(page.GetByText("无担保").First).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();

        // Slow core: the page stays responsive and shows the last data with its time.
        await admin.GetByLabel("延迟（秒）").FillAsync("4");
        await admin.GetByLabel("延迟（秒）").BlurAsync();
        await Expect(admin.GetByText("已生效")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "刷新" }).ClickAsync();
        await Expect(page.GetByText("正在向贷款核心更新")).ToBeVisibleAsync();
        await Expect(cards).ToHaveCountAsync(contracts.Count);
        await page.GetByRole(AriaRole.Tab, new() { Name = "操作记录" }).ClickAsync();
        await Expect(page.GetByText("新建工单").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "合同详情" }).ClickAsync();
        await Expect(page.GetByText("贷款核心没有在 1 秒内回答")).ToBeVisibleAsync();
        await Expect(page.GetByText("以下是 今天")).ToBeVisibleAsync();
        await Expect(cards).ToHaveCountAsync(contracts.Count);
        await admin.GetByRole(AriaRole.Button, new() { Name = "恢复正常" }).ClickAsync();

        foreach (var (mode, said) in new[] { ("返回错误码", "系统升级中"), ("返回 HTML", "不是约定的格式"), ("停机（HTTP 503）", "回答了错误 503"), ("回答中断", "不是约定的格式") })
        {
            await admin.GetByLabel(mode, new() { Exact = true }).CheckAsync();
            await AskAgainAsync(page);
            await Expect(page.GetByText(said)).ToBeVisibleAsync();
            await Expect(page.GetByText("以下是 今天")).ToBeVisibleAsync();
            await Expect(cards).ToHaveCountAsync(contracts.Count);
        }

        await page.AssertAccessibleAsync();
        await admin.GetByLabel("数据异常", new() { Exact = true }).CheckAsync();
        await AskAgainAsync(page);
        await Expect(page.GetByText("97,041,111.18").First).ToBeVisibleAsync();
        await Expect(page.GetByText("请核对").First).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();

        // The core recovers. 29 days later the page shows the change as old → new.
        await admin.GetByRole(AriaRole.Button, new() { Name = "恢复正常" }).ClickAsync();
        await AskAgainAsync(page);
        await Expect(page.GetByText("请核对")).ToHaveCountAsync(0);
        await Expect(admin.GetByText("已生效")).ToHaveCountAsync(0);
        await admin.GetByLabel("再过几天").FillAsync("29");
        await admin.GetByLabel("再过几天").BlurAsync();
        await Expect(admin.GetByText("已生效")).ToBeVisibleAsync();
        await AskAgainAsync(page);
        await Expect(cards.First).ToContainTextAsync($"{contracts[0].OverdueDays} → {contracts[0].OverdueDays + 29}");
        await admin.GetByRole(AriaRole.Button, new() { Name = "恢复正常" }).ClickAsync();
    }

    [Fact]
    public async Task A_call_by_ID_number_offers_the_callers_contracts_and_takes_one()
    {
        var order = await OrderWithContractsAsync();
        var contract = StandInAnswer.Contracts(order.IdNumber!)[0];
        var page = await OpenAsync("agent1", "/work-orders/new");
        await page.GetByLabel("身份证号").FillAsync(order.IdNumber!.Unmask());
        await page.GetByLabel("身份证号").BlurAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"选用合同{contract.ContractNo}" }).ClickAsync();
        await Expect(page.GetByLabel("合同编号")).ToHaveValueAsync(contract.ContractNo!);
        await Expect(page.GetByLabel("申请编号")).ToHaveValueAsync(contract.ApplyNo!);
        await Expect(page.GetByLabel("客户姓名")).Not.ToHaveValueAsync("");
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task What_the_core_tells_otherwise_is_taken_over_with_a_click()
    {
        var order = await OrderWithContractsAsync();
        await using (var db = await App.Factory.CreateDbContextAsync())
        {
            var customer = await db.Customers.FirstAsync(c => c.IdNumber == order.IdNumber);
            db.Entry(customer).Property(c => c.CompanyName).CurrentValue = "旧单位";
            await db.SaveChangesAsync();
        }

        var page = await OpenAsync("leader1", $"/work-orders/{order.Number}?tab=contracts");
        await page.GetByRole(AriaRole.Button, new() { Name = "采用客户档案的单位名称" }).ClickAsync();
        await Expect(page.GetByText("已采用")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "采用客户档案的单位名称" })).ToHaveCountAsync(0);
        await using var after = await App.Factory.CreateDbContextAsync();
        var changed = await after.Customers.FirstAsync(c => c.IdNumber == order.IdNumber);
        Assert.NotEqual("旧单位", changed.CompanyName);
        var key = changed.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(1, await after.OperationRecords.CountAsync(r => r.Subject == CustomerSubjects.Customer && r.SubjectKey == key && r.Action == CustomerActions.AdoptedFromCore));
    }

    private static async Task AskAgainAsync(IPage page)
    {
        var button = page.GetByRole(AriaRole.Button, new() { Name = "刷新" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "重试" }));
        await button.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Tabpanel).GetByText("正在")).ToHaveCountAsync(0);
        await Expect(button).ToBeEnabledAsync();
    }

    // An order that is not settled, whose first contract is overdue and which has both kinds of contract.
    private async Task<WorkOrder> OrderWithContractsAsync()
    {
        App.Services.GetRequiredService<StandInSwitches>().Now = new StandInBehaviour();
        await using var db = await App.Factory.CreateDbContextAsync();
        var orders = await db.WorkOrders.AsNoTracking().Where(o => o.IdNumber != null && o.Status != WorkOrderStatus.Settled).OrderBy(o => o.Id).ToListAsync();
        return orders.First(o => StandInAnswer.Contracts(o.IdNumber!) is [{ IsOverdue: true }, _, ..] all
            && all.Any(c => c.SystemSource == LoanContract.Secured) && all.Any(c => c.SystemSource == LoanContract.Unsecured));
    }

    public sealed class Fixture : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder)
        {
            builder.UseSetting("LoanCore:Timeout", "00:00:01");
            builder.UseSetting("LoanCore:Retries", "1");
            builder.UseSetting("LoanCore:BreakerAttempts", "1000");
        }
    }
}
