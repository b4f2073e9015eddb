using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using WorkOrders.Import;
using WorkOrders.Import.Reading;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

/// <summary>Many orders at once: imported from a workbook, exported to a workbook, and settled together.</summary>
public sealed class BatchStoryTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task A_template_is_filled_in_looked_at_imported_and_its_bad_row_taken_back()
    {
        var page = await OpenAsync("agent1", "/work-orders");
        await page.GetByRole(AriaRole.Link, new() { Name = "批量建单" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "批量建单", Exact = true })).ToBeVisibleAsync();
        await page.WaitUntilInteractiveAsync();
        var template = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "下载模版" }).ClickAsync());
        Assert.Equal(BatchTemplate.Columns.Select(c => c.Title), new Workbook(await File.ReadAllBytesAsync(await template.PathAsync())).Rows()[0].Values);
        await page.AssertAccessibleAsync();

        await page.GetByLabel("选择工作簿（.xlsx）").SetInputFilesAsync(await FileAsync());
        await Expect(page.GetByText("客户电话应为 5 至 19 位数字")).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "导入 2 行" }).ClickAsync();
        await Expect(page.GetByText("正在建单：0 / 2")).ToBeVisibleAsync();
        await ActivatorUtilities.CreateInstance<ImportOrders>(App.Services).RunAsync(default);
        await Expect(page.GetByText("已建 2 张工单。")).ToBeVisibleAsync();
        var refused = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "下载错误行", Exact = true }).ClickAsync());
        Assert.Equal(["12"], new Workbook(await File.ReadAllBytesAsync(await refused.PathAsync())).Rows().Skip(1).Select(r => r["客户电话"]));

        await page.GetByLabel("选择工作簿（.xlsx）").SetInputFilesAsync(new FilePayload { Name = "合同.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7"u8.ToArray() });
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("合同.pdf：文件不是 .xlsx 工作簿");
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task A_leader_exports_and_settles_the_chosen_orders()
    {
        var page = await OpenAsync("leader1", "/work-orders?view=unhandled", theme: ColorScheme.Dark);
        var boxes = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "GD20" }).GetByRole(AriaRole.Checkbox);
        await Expect(boxes.First).ToBeVisibleAsync();
        var numbers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            numbers.Add((await boxes.Nth(i).GetAttributeAsync("aria-label"))!);
            await boxes.Nth(i).CheckAsync();
        }

        var bar = page.GetByRole(AriaRole.Region, new() { Name = "批量操作" });
        var export = await page.RunAndWaitForDownloadAsync(() => bar.GetByRole(AriaRole.Link, new() { Name = "导出" }).ClickAsync());
        Assert.Equal(numbers.Order(StringComparer.Ordinal), new Workbook(await File.ReadAllBytesAsync(await export.PathAsync())).Rows().Skip(1).Select(r => r["工单ID"]).Order(StringComparer.Ordinal));

        await bar.GetByRole(AriaRole.Button, new() { Name = "结单" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await page.ChooseAsync("办结依据", "解释安抚成功");
        await dialog.GetByLabel("结单备注").FillAsync("统一结单");
        await page.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "结单", Exact = true }).ClickAsync();
        await Expect(page.GetByText("已结 2 张工单")).ToBeVisibleAsync();
        await using var db = await App.Factory.CreateDbContextAsync();
        Assert.Equal(2, await db.WorkOrders.CountAsync(o => numbers.Contains(o.Number) && o.Status == WorkOrderStatus.Settled));
    }

    private async Task<FilePayload> FileAsync()
    {
        var mark = BatchTemplate.MarkOf(await App.Services.GetRequiredService<OrderListsCache>().GetAsync());
        using var file = new UploadFile(mark)
            .With(("客户姓名", "赵一"), ("客户电话", "13700000001"), ("问题类型", "投诉"), ("描述", "催收频繁来电"))
            .With(("客户姓名", "钱二"), ("客户电话", "12"), ("问题类型", "投诉"))
            .With(("客户姓名", "孙三"), ("客户电话", "13700000003"), ("问题类型", "产品咨询"))
            .Build();
        return new FilePayload { Name = "十一月回访.xlsx", MimeType = SheetFile.ContentType, Buffer = file.ToArray() };
    }
}
