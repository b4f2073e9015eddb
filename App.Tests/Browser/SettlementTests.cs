using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using WorkOrders.Messages;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

/// <summary>From the first follow-up to 结单, then reopening and reassignment to a colleague.</summary>
public sealed class SettlementTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task An_order_is_followed_up_settled_reopened_and_handed_over()
    {
        var number = await NumberOfAsync("agent1");
        var page = await OpenAsync("agent1", $"/work-orders/{number}?tab=follow-ups");
        await page.GetByRole(AriaRole.Button, new() { Name = "新增跟进" }).ClickAsync();
        await page.GetByLabel("跟进内容").FillAsync("客户承诺周五还款，电话 13812345678");
        await page.ChooseAsync("办结依据", "解释安抚成功");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Expect(page.GetByText("跟进记录已保存")).ToBeVisibleAsync();
        await Expect(page.GetByText("客户承诺周五还款，电话 138****5678")).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "结单", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByLabel("办结依据")).ToHaveValueAsync("解释安抚成功");
        await page.AssertAccessibleAsync();
        await dialog.GetByLabel("结单备注").PressSequentiallyAsync("客户认可");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "继续填写" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "继续填写" })).ToHaveCountAsync(0);
        await Expect(dialog.GetByLabel("结单备注")).ToHaveValueAsync("客户认可");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "结单", Exact = true }).ClickAsync();
        await Expect(page.GetByText("工单已结单")).ToBeVisibleAsync();
        await Expect(page.GetByText("已结单", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "新增跟进" })).ToHaveCountAsync(0);

        var leader = await OpenAsync("leader1", $"/work-orders/{number}");
        await leader.GetByRole(AriaRole.Button, new() { Name = "重新打开" }).ClickAsync();
        var reopen = leader.GetByRole(AriaRole.Dialog);
        await reopen.GetByRole(AriaRole.Button, new() { Name = "重新打开", Exact = true }).ClickAsync();
        await Expect(reopen.GetByText("请填写重新打开的原因")).ToBeVisibleAsync();
        await reopen.GetByLabel("重新打开的原因").FillAsync("客户再次来电");
        await reopen.GetByRole(AriaRole.Button, new() { Name = "重新打开", Exact = true }).ClickAsync();
        await Expect(leader.GetByText("工单已重新打开")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await page.WaitUntilInteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "转办" }).ClickAsync();
        var give = page.GetByRole(AriaRole.Dialog);
        await give.GetByRole(AriaRole.Searchbox).FillAsync("韩梅梅");
        await give.GetByRole(AriaRole.Radio, new() { Name = "韩梅梅" }).CheckAsync();
        await page.AssertAccessibleAsync();
        await give.GetByRole(AriaRole.Button, new() { Name = "转办", Exact = true }).ClickAsync();
        await Expect(page.GetByText("处理人：韩梅梅")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "转办" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_short_message_goes_out_with_a_follow_up_and_what_became_of_it_comes_by_itself()
    {
        var page = await OpenAsync("agent2", $"/work-orders/{await NumberOfAsync("agent2")}?tab=follow-ups");
        await page.GetByRole(AriaRole.Button, new() { Name = "新增跟进" }).ClickAsync();
        await page.GetByLabel("跟进内容").FillAsync("已约定还款，短信告知");
        await page.GetByLabel("保存时发送短信到").CheckAsync();
        await page.ChooseAsync("短信模板", "受理通知");
        var text = page.GetByLabel("短信内容");
        await Expect(text).Not.ToHaveValueAsync("");
        await text.FillAsync(await text.InputValueAsync() + "谢谢您。");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        var card = page.GetByRole(AriaRole.Article).Filter(new() { HasText = "已约定还款，短信告知" }).Last;
        await Expect(card).ToContainTextAsync("短信 排队中");
        await Expect(card).ToContainTextAsync("谢谢您。");

        await ActivatorUtilities.CreateInstance<SendSms>(App.Services).RunAsync(CancellationToken.None);
        await Expect(card).ToContainTextAsync("短信 已发送");
    }

    private async Task<string> NumberOfAsync(string userName)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.WorkOrders.Where(o => o.Handler!.UserName == userName && o.Status != WorkOrderStatus.Settled).OrderBy(o => o.Id).Select(o => o.Number).FirstAsync();
    }
}
