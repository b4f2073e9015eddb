using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using WorkOrders.Database;
using WorkOrders.Drafts;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

/// <summary>What somebody typed belongs to them: over two tabs, a restart of the server, and the loss of the order.</summary>
public sealed class DraftStoryTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task Two_tabs_of_a_new_order_keep_their_text_when_the_server_is_killed()
    {
        string[] settings =
        [
            "--ConnectionStrings:Default", App.ConnectionString, "--Database:Provider", $"{TestCluster.Provider}",
            "--DataProtection:KeyFile", AppFixture.KeyFile, "--Jobs:Enabled", "false",
        ];
        await using var killed = await ChildApp.StartAsync(settings);
        var address = await killed.Address;
        var left = await OpenAsync(null, $"{address}account/login?returnUrl=/work-orders/new");
        await left.SignInAsync("agent1");
        await left.GetByLabel("客户姓名").FillAsync("左边的客户");

        // The typing pauses; the field is not left.
        await left.GetByLabel("描述").PressSequentiallyAsync("左边打了很久的字");
        await Expect(left.GetByText("草稿已保存")).ToBeVisibleAsync();
        var right = await left.Context.NewPageAsync();
        await right.GotoAsync($"{address}work-orders/new");
        await right.WaitUntilInteractiveAsync();
        await Expect(right.GetByText("另一个窗口也在填写这张表单")).ToBeVisibleAsync();
        await right.GetByLabel("客户姓名").FillAsync("右边的客户");
        await right.GetByLabel("描述").FillAsync("右边的字");
        await Expect(right.GetByText("草稿已保存")).ToBeVisibleAsync();
        await EventuallyKeptAsync(db => db.Drafts.CountAsync(d => d.Body.Contains("左边打了很久的字") || d.Body.Contains("右边的字")), 2);
        await Expect(left.GetByRole(AriaRole.Link, new() { Name = "我没写完的，2 份" })).ToBeVisibleAsync();

        await Task.WhenAll(left.EvaluateAsync("() => window.sameDocument = true"), right.EvaluateAsync("() => window.sameDocument = true"));
        await killed.KillAsync();
        await using var next = await ChildApp.StartAsync([.. settings, "--urls", $"{address}"]);
        foreach (var (page, name, text) in new[] { (left, "左边的客户", "左边打了很久的字"), (right, "右边的客户", "右边的字") })
        {
            await page.WaitForFunctionAsync("() => !window.sameDocument", null, new() { Timeout = 90_000 });
            await page.WaitUntilInteractiveAsync();
            await Expect(page.GetByLabel("描述")).ToHaveValueAsync(text);
            await Expect(page.GetByLabel("客户姓名")).ToHaveValueAsync(name);
            await Expect(page.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        }

        await left.ChooseAsync("问题类型", "投诉");
        await left.GetByLabel("客户电话").FillAsync("13800138000");
        await left.GetByRole(AriaRole.Button, new() { Name = "保存工单" }).ClickAsync();
        await left.AtAsync("/work-orders/GD[0-9]{14}$");
        await EventuallyKeptAsync(db => db.Drafts.CountAsync(d => d.Body.Contains("左边打了很久的字")), 0);
        await EventuallyKeptAsync(db => db.Drafts.CountAsync(d => d.Body.Contains("右边的字")), 1);
    }

    [Fact]
    public async Task A_follow_up_whose_order_goes_to_a_colleague_is_copied_and_handed_over()
    {
        string number;
        await using (var db = await App.Factory.CreateDbContextAsync())
        {
            number = await db.WorkOrders.Where(o => o.Status != WorkOrderStatus.Settled && o.Handler!.UserName == "agent1").OrderBy(o => o.Id).Select(o => o.Number).FirstAsync();
        }

        var mine = await OpenAsync("agent1", $"/work-orders/{number}?tab=follow-ups");
        await mine.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await mine.GetByRole(AriaRole.Button, new() { Name = "新增跟进" }).ClickAsync();
        await mine.GetByLabel("跟进内容").FillAsync("客户要求延期三天");
        await Expect(mine.GetByText("草稿已保存")).ToBeVisibleAsync();
        string colleague;
        await using (var db = await App.Factory.CreateDbContextAsync())
        {
            var order = await db.WorkOrders.ForAction().SingleAsync(o => o.Number == number);
            var (to, leader) = (await db.Users.SingleAsync(u => u.UserName == "agent2"), await db.Users.SingleAsync(u => u.UserName == "leader1"));
            colleague = to.DisplayName;
            Done(await db.SaveUnlessRefusedAsync(order.Assign(to, As.Leader(leader), TestTime.Now.GetUtcNow())));
        }

        var lost = mine.GetByRole(AriaRole.Alert).Filter(new() { HasText = $"工单已转给 {colleague}，您不能再保存" });
        await Expect(lost).ToBeVisibleAsync();
        await Expect(mine.GetByLabel("跟进内容")).ToHaveValueAsync("客户要求延期三天");
        await Expect(mine.GetByLabel("跟进内容")).ToBeDisabledAsync();
        await mine.AssertAccessibleAsync();
        await lost.GetByRole(AriaRole.Button, new() { Name = "复制" }).ClickAsync();
        await Expect(mine.Toast("已复制")).ToBeVisibleAsync();
        Assert.Equal("客户要求延期三天", await mine.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        await lost.GetByRole(AriaRole.Button, new() { Name = "交给现在的处理人" }).ClickAsync();
        await Expect(mine.Toast("草稿已交出")).ToBeVisibleAsync();

        var theirs = await OpenAsync("agent2", "/drafts");
        await Expect(theirs.GetByRole(AriaRole.Listitem).Filter(new() { HasText = number })).ToBeVisibleAsync();
        await theirs.AssertAccessibleAsync();
        await theirs.GetByRole(AriaRole.Listitem).Filter(new() { HasText = number }).GetByRole(AriaRole.Button, new() { Name = "继续" }).ClickAsync();
        await Expect(theirs.GetByLabel("跟进内容")).ToHaveValueAsync("客户要求延期三天");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Expect(theirs.GetByText("跟进记录已保存")).ToBeVisibleAsync();
    }

    private Task EventuallyKeptAsync(Func<AppDb, Task<int>> count, int expected) => Eventually.HoldsAsync(async () =>
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await count(db) == expected;
    });
}
