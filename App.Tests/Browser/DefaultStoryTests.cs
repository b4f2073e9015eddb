using WorkOrders.Tests.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using WorkOrders.Customers;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

/// <summary>Default cases in the browser, as operators and auditors use them.</summary>
public sealed class DefaultStoryTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task An_auditor_works_through_twenty_cases_by_keyboard_alone()
    {
        const int wanted = 20;
        var page = await OpenAsync("auditor1", "/defaults/approval-desk");
        var before = await DecidedAsync();
        await Expect(page.Locator("[data-approve]")).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        var heading = page.Locator(".case h2");
        var first = await heading.TextContentAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(heading).Not.ToHaveTextAsync(first!);
        await page.Keyboard.PressAsync("k");
        await Expect(heading).ToHaveTextAsync(first!);
        for (var i = 0; i < wanted; i++)
        {
            await Expect(page.Locator("[data-approve]")).ToBeVisibleAsync();
            var name = await heading.TextContentAsync();
            var rejects = i % 4 == 3;
            await page.Keyboard.PressAsync(rejects ? "r" : "a");
            await Expect(page.Locator("#decision-remark")).ToBeFocusedAsync();
            if (rejects)
            {
                await page.Keyboard.PressAsync("Enter");
                await Expect(page.GetByText("驳回时请填写审核意见")).ToBeVisibleAsync();
                await page.Keyboard.TypeAsync("材料不足");
            }

            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".case > .message")).ToHaveTextAsync((rejects ? "已驳回：" : "已同意：") + name);
        }

        Assert.Equal(before + wanted, await DecidedAsync());
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task An_operator_applies_with_a_pdf_and_two_clicks_make_one_application()
    {
        var name = await FreeCustomerAsync();
        var page = await OpenAsync("operator1", "/defaults/applications/new");
        var submit = page.GetByRole(AriaRole.Button, new() { Name = "提交申请" });
        await submit.ClickAsync();
        var box = page.GetByLabel("客户名称");
        await Expect(page.GetByText("客户名称不能为空")).ToBeVisibleAsync();
        await Expect(box).ToBeFocusedAsync();
        await page.AssertAccessibleAsync();
        await box.PressSequentiallyAsync(name);
        await page.GetByRole(AriaRole.List, new() { Name = "找到的客户" }).GetByRole(AriaRole.Button).Filter(new() { HasText = name }).First.ClickAsync();
        await page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await page.ChooseAsync("严重程度", "高");
        await page.GetByLabel("备注").FillAsync("连续三期未付");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "征信.pdf", MimeType = "application/pdf", Buffer = Samples.Pdf });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "移除附件 征信.pdf" })).ToBeVisibleAsync();
        await submit.DblClickAsync();
        await page.AtAsync("/[0-9]+$");
        await Expect(page.GetByText("等待审核。有结果时会通知您。")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "征信.pdf" })).ToBeVisibleAsync();
        await using var db = await App.Factory.CreateDbContextAsync();
        var made = await db.DefaultApplications.Include(a => a.Evidence).SingleAsync(a => a.Remark == FreeText.Parse("连续三期未付"));
        Assert.Equal((name, Severity.High, 1), (await db.Customers.Where(c => c.Id == made.CustomerId).Select(c => c.Name).SingleAsync(), made.Severity, made.Evidence.Count));

        var auditor = await OpenAsync("auditor1", $"/defaults/approval-desk?case=a{made.Id}");
        await Expect(auditor.Locator("iframe.sheet")).ToBeVisibleAsync();
    }

    private async Task<int> DecidedAsync()
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.DefaultApplications.CountAsync(a => a.Status != DecisionStatus.Pending) + await db.Renewals.CountAsync(r => r.Status != DecisionStatus.Pending);
    }

    private async Task<string> FreeCustomerAsync()
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.Customers.Where(c => !db.Set<DefaultApplication>().Any(a => a.CustomerId == c.Id) && db.Set<Customer>().Count(o => o.Name.StartsWith(c.Name)) == 1)
            .OrderBy(c => c.Id).Select(c => c.Name).FirstAsync();
    }
}
