using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using WorkOrders.DueTimes;
using WorkOrders.Events.Notices;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

public sealed class LiveTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task A_message_reaches_its_person_within_a_second_on_any_page_and_stays_until_read()
    {
        var han = await OpenAsync("agent3", "/work-orders/new");
        var li = await OpenAsync("agent4", "/work-orders");
        var (id, number) = (await IdOfAsync("agent3"), await NewestAsync());
        await Expect(han.GetByRole(AriaRole.Button, new() { Name = "消息", Exact = true })).ToBeVisibleAsync();
        await WriteAsync(new Notice(id, Given.Now, DueNotices.ManyOverdue, "/work-orders/" + number, "7"));
        await Expect(han.GetByRole(AriaRole.Button, new() { Name = "消息，1 条未读" })).ToBeVisibleAsync();
        await Expect(han.Toast("7 张工单刚刚超期")).ToBeVisibleAsync();
        await Expect(li.GetByRole(AriaRole.Button, new() { Name = "消息", Exact = true })).ToBeVisibleAsync();
        await han.AssertAccessibleAsync();

        // A page opened later shows the message too.
        var other = await OpenAsync("agent3", "/notices");
        await Expect(other.GetByText("共 1 条，1 条未读")).ToBeVisibleAsync();
        await other.AssertAccessibleAsync();
        await han.GetByRole(AriaRole.Button, new() { Name = "消息，1 条未读" }).ClickAsync();
        await han.AssertAccessibleAsync();
        await han.GetByRole(AriaRole.Link, new() { Name = "7 张工单刚刚超期" }).ClickAsync();
        await han.AtAsync($"/work-orders/{number}$");
        await Expect(han.GetByRole(AriaRole.Button, new() { Name = "消息", Exact = true })).ToBeVisibleAsync();
        await Expect(other.GetByText("共 1 条，0 条未读")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_desk_shows_a_change_where_the_row_stands_and_counts_what_would_come()
    {
        var leader = await OpenAsync("leader1", "/work-orders?view=all");
        var number = await leader.Locator("tbody tr").Filter(new() { HasText = "否" }).First.GetAttributeAsync("data-number");
        var row = leader.Locator($"tbody tr[data-number={number}]");
        var place = await row.EvaluateAsync<int>("row => row.rowIndex");
        await ActAsync(number!, (order, me) => order.Settle(null, null, me, Given.Now));
        await Expect(row).ToContainTextAsync("是");
        Assert.Equal(place, await row.EvaluateAsync<int>("row => row.rowIndex"));
    }

    [Fact]
    public async Task An_open_order_follows_what_another_does_and_a_form_keeps_what_is_typed()
    {
        var number = await NewestAsync(settled: false);
        var reading = await OpenAsync("agent5", "/work-orders/" + number);
        var editing = await OpenAsync("leader1", "/work-orders/" + number);
        await editing.GetByRole(AriaRole.Button, new() { Name = "编辑", Exact = true }).ClickAsync();
        await editing.GetByLabel("解决方案").FillAsync("打了一半");
        await ActAsync(number, (order, me) => order.Edit(order.Fields with { ContractNo = "HT-LIVE" }, me, Given.Now), "leader2");
        await Expect(reading.GetByText("HT-LIVE")).ToBeVisibleAsync();
        await Expect(editing.GetByText("刚被")).ToBeVisibleAsync();
        await Expect(editing.GetByLabel("解决方案")).ToHaveValueAsync("打了一半");
    }

    private async Task<int> IdOfAsync(string userName)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.Users.Where(u => u.UserName == userName).Select(u => u.Id).SingleAsync();
    }

    private async Task<string> NewestAsync(bool? settled = null)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        return await db.WorkOrders.Where(o => settled == null || (o.Status == WorkOrderStatus.Settled) == settled).OrderByDescending(o => o.Id).Select(o => o.Number).FirstAsync();
    }

    private async Task WriteAsync(Notice notice)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        db.Add(notice);
        await db.SaveChangesAsync();
    }

    // Acts like another node: this one learns of the change only through the database.
    private async Task ActAsync(string number, Func<WorkOrder, CurrentUser, Outcome> act, string? userName = null)
    {
        await using var db = await App.Factory.CreateDbContextAsync();
        var order = await db.WorkOrders.ForAction().SingleAsync(o => o.Number == number);
        var user = userName is null ? order.Handler ?? await db.Users.SingleAsync(u => u.UserName == "leader1") : await db.Users.FirstOrDefaultAsync(u => u.UserName == userName) ?? await db.Users.SingleAsync(u => u.UserName == "admin");
        Done(act(order, As.In(user, Roles.TeamLeader)));
        await db.SaveChangesAsync();
    }
}
