using WorkOrders.Tests.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

public sealed class AttachmentStoryTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task A_follow_up_is_saved_with_a_picture_and_a_pdf_and_a_false_pdf_is_refused_in_place()
    {
        var page = await OpenAsync("agent1", $"/work-orders/{await MyOrderAsync(0)}?tab=follow-ups");
        await page.GetByRole(AriaRole.Button, new() { Name = "新增跟进" }).ClickAsync();
        await page.GetByLabel("跟进内容").FillAsync("客户发来照片和合同");
        var input = page.Locator("input[type=file]");
        await input.SetInputFilesAsync([File("现场.png", Samples.Png), File("合同.pdf", Samples.Pdf), File("压缩包.pdf", Samples.Zip)]);
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("文件“压缩包.pdf”的内容不是 pdf，或文件已损坏");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "移除附件 合同.pdf" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "移除附件 现场.png" })).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "移除 压缩包.pdf" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        var card = page.GetByRole(AriaRole.Article).Filter(new() { HasText = "客户发来照片和合同" }).Last;
        await Expect(card.GetByRole(AriaRole.Link, new() { Name = "合同.pdf" })).ToBeVisibleAsync();

        await card.GetByRole(AriaRole.Button, new() { Name = "查看图片 现场.png" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        var picture = dialog.GetByRole(AriaRole.Img, new() { Name = "现场.png" });
        await Expect(picture).ToBeVisibleAsync();
        Assert.Equal(1, await picture.EvaluateAsync<int>("img => img.naturalWidth"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await card.GetByRole(AriaRole.Button, new() { Name = "预览 合同.pdf" }).ClickAsync();
        await Expect(dialog.Locator("iframe")).ToBeVisibleAsync();
        await Expect(dialog.GetByRole(AriaRole.Link, new() { Name = "下载" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);

        var tab = page.GetByRole(AriaRole.Tab, new() { Name = "附件" });
        await Expect(tab).ToHaveTextAsync("附件 2");
        await tab.ClickAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync([File("录音.wav", Samples.Wav)]);
        await Expect(page.GetByText("附件已添加")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "删除附件 录音.wav" })).ToBeVisibleAsync();
        await Expect(tab).ToHaveTextAsync("附件 3");
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task An_upload_that_breaks_off_is_tried_again_and_what_is_too_large_is_never_sent()
    {
        var page = await OpenAsync("agent1", $"/work-orders/{await MyOrderAsync(1)}?tab=attachments");
        var sent = 0;
        await page.RouteAsync("**/files", async route =>
        {
            if (++sent == 1)
            {
                await route.AbortAsync();
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await page.Locator("input[type=file]").SetInputFilesAsync([File("大.pdf", new byte[(10 * 1024 * 1024) + 1])]);
        await Expect(page.GetByText("文件“大.pdf”超过 10 MB")).ToBeVisibleAsync();
        Assert.Equal(0, sent);
        await page.Locator("input[type=file]").SetInputFilesAsync([File("断线.png", Samples.Png)]);
        await Expect(page.GetByText("没有传上去，请检查网络后重试")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "重试" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "断线.png" })).ToBeVisibleAsync();
    }

    private static FilePayload File(string name, byte[] content) => new() { Name = name, MimeType = "application/octet-stream", Buffer = content };

    private async Task<string> MyOrderAsync(int skip)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.WorkOrders.Where(o => o.Status != WorkOrderStatus.Settled && o.Handler!.UserName == "agent1").OrderBy(o => o.Id).Select(o => o.Number).Skip(skip).FirstAsync();
    }
}
