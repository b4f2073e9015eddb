using Microsoft.EntityFrameworkCore;
using WorkOrders.Messages;

namespace WorkOrders.Tests.Messages;

/// <summary>短信模板, maintained by a team leader.</summary>
public sealed class SmsTemplatesTests : ComponentTest
{
    public SmsTemplatesTests(TestDatabase database)
        : base(database) => SignIn(As.Somebody(Roles.TeamLeader));

    [Fact]
    public async Task Who_was_slower_sees_what_stands_now_and_saves_over_that()
    {
        SmsTemplate.Create("提醒", "您好", true, As.Somebody(Roles.TeamLeader), Given.Now, out var template);
        Assert.NotNull(template);
        await Database.SaveAsync(template);
        var page = Render<SmsTemplates>();
        await page.OnAsync("[aria-label='修改 提醒']", e => e.ClickAsync(new()));
        await using (var db = Database.CreateDbContext())
        {
            Done((await db.SmsTemplates.SingleAsync(t => t.Id == template.Id)).Change("提醒", "同事改的", true, As.Somebody(Roles.TeamLeader), Given.Now));
            await db.SaveChangesAsync();
        }

        await page.OnAsync("#field-短信内容", e => e.ChangeAsync(new() { Value = "我改的" }));
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("刚被他人修改", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("同事改的", page.Find("#field-短信内容").GetAttribute("value"));

        await page.OnAsync("#field-短信内容", e => e.ChangeAsync(new() { Value = "我们改的" }));
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("form")));
        Assert.Equal("我们改的", await Database.ReadAsync(db => db.SmsTemplates.Where(t => t.Id == template.Id).Select(t => t.Text).SingleAsync()));
    }

    [Fact]
    public async Task Two_clicks_make_one_template()
    {
        var page = Render<SmsTemplates>();
        page.WaitForState(() => page.FindAll("[aria-busy=true]").Count == 0);
        await page.ClickAsync("新建短信模板");
        await page.OnAsync("#field-模板名称", e => e.ChangeAsync(new() { Value = "一次" }));
        await page.OnAsync("#field-短信内容", e => e.ChangeAsync(new() { Value = "您好" }));

        // If the first save finishes at once, its form is removed and cannot be submitted again.
        await page.InvokeAsync(() => Task.WhenAll(page.Find("form").SubmitAsync(), page.FindAll("form") is [var form, ..] ? form.SubmitAsync() : Task.CompletedTask));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("form")));
        Assert.Equal(1, await Database.ReadAsync(db => db.SmsTemplates.CountAsync(t => t.Name == "一次")));
    }
}
