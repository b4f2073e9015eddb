using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

/// <summary>统计 in the browser: from a bar to the rows behind it, and the export.</summary>
[Collection(SecondBrowser)]
public sealed class StatisticsStoryTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task An_auditor_clicks_a_bar_and_finds_as_many_rows_and_the_export_opens()
    {
        var page = await OpenAsync("auditor1", "/defaults/statistics");
        await page.GetByRole(AriaRole.Button, new() { Name = "更新到现在" }).ClickAsync();
        await Expect(page.GetByText("数据截至")).ToBeVisibleAsync();
        var chosen = page.GetByRole(AriaRole.Combobox, new() { Name = "年份" });
        var year = int.Parse((await chosen.InputValueAsync()).Replace(" 年", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        await page.GetByLabel("上一年").ClickAsync();
        await Expect(chosen).ToHaveValueAsync($"{year - 1} 年");
        var bar = page.GetByRole(AriaRole.Region, new() { Name = "按行业" }).GetByRole(AriaRole.Link, new() { Name = "看明细" }).First;
        var name = (await bar.GetAttributeAsync("aria-label"))!;
        var figure = int.Parse(name[(name.IndexOf('：', StringComparison.Ordinal) + 1)..name.IndexOf(" 位", StringComparison.Ordinal)], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        await page.AssertAccessibleAsync();

        await bar.ClickAsync();
        await Expect(page.GetByText($"共 {figure} 条", new() { Exact = false })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "统计明细" }).Locator("tbody tr")).ToHaveCountAsync(figure);
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "‹ 统计" }).ClickAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "导出" }).ClickAsync());
        var file = await File.ReadAllBytesAsync(await download.PathAsync());
        Assert.Empty(Workbook.Faults(file));
        Assert.Contains(new Workbook(file).Rows().Skip(1), r => r["客户数"] == figure.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task An_operator_applies_for_a_renewal_from_the_list()
    {
        var page = await OpenAsync("operator1", "/defaults/renewals?tab=renewable");
        await page.GetByRole(AriaRole.Button, new() { Name = "申请重生" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await page.ChooseAsync("重生原因", "正常结算后解除");
        await dialog.GetByLabel("备注").FillAsync("全部结清");
        await page.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).ClickAsync();
        await page.AtAsync("/defaults/renewals/[0-9]+$");
        await Expect(page.GetByText("等待审核。有结果时会通知您。")).ToBeVisibleAsync();
        await Expect(page.GetByText("全部结清").First).ToBeVisibleAsync();
    }
}
