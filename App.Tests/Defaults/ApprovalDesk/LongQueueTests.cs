using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.ApprovalDesk;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;

namespace WorkOrders.Tests.Defaults.ApprovalDesk;

/// <summary>The approval desk with a very long queue and with an empty queue.</summary>
public sealed class LongQueueTests : ComponentTest
{
    private readonly FailingRead reads = new("Renewals") { Works = true };

    public LongQueueTests(TestDatabase database)
        : base(database) =>
        Services.AddSingleton(new Deciding(database, Clock, NullLogger<Deciding>.Instance)).AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(database, reads));

    [Fact]
    public async Task Of_more_than_two_hundred_the_rest_is_listed_on_wish()
    {
        await WaitingAsync(ApprovalQueue.Step + 3);
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.Contains("共 203 项待审核，这里列出最早的 200 项。", page.Markup, StringComparison.Ordinal));
        await page.ClickAsync("再列出 3 项");
        page.WaitForAssertion(() => Assert.Equal(203, page.FindAll("[data-queue] li").Count));
        Assert.DoesNotContain("这里列出最早的", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_and_first_cant_be_ticked()
    {
        await WaitingAsync(Deciding.Most + 1);
        var page = await OpenAsync();
        page.WaitForElement("[data-queue] li");
        var lines = page.FindComponents<QueueLine>();
        foreach (var line in lines.Take(Deciding.Most))
        {
            await line.OnAsync("input", e => e.ChangeAsync(new() { Value = true }));
        }

        Assert.Contains("已选 100 项，一次最多 100 项", page.Find("[role=region] [role=status]").TextContent, StringComparison.Ordinal);
        Assert.True(lines[Deciding.Most].Find("input").HasAttribute("disabled"));
        Assert.False(lines[0].Find("input").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_last_decision_that_is_saved_is_told_so_also_when_the_queue_cant_be_read_afterwards()
    {
        await WaitingAsync(1);
        var page = await OpenAsync();
        page.WaitForElement("[data-approve]");
        await page.InvokeAsync(() => page.Find("[data-approve]").ClickAsync(new()));
        reads.Works = false;
        await page.OnAsync("[data-decision] form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("待审核的申请没有读出来", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("暂时无法保存", page.Markup, StringComparison.Ordinal);
        reads.Works = true;
        await page.ClickAsync("重试");
        page.WaitForAssertion(() => Assert.Contains("没有待审核的申请", page.Markup, StringComparison.Ordinal));
        Assert.Contains("已同意：", page.Markup, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<ApprovalDeskPage>> OpenAsync()
    {
        SignIn(As.In(await Database.SaveAsync(Given.User("郑浩")), Roles.RiskAuditor));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/defaults/approval-desk");
        return Render<ApprovalDeskPage>();
    }

    private async Task WaitingAsync(int count)
    {
        var sun = As.In(await Database.SaveAsync(Given.User("孙磊")), Roles.RiskOperator);
        await using var db = Database.CreateDbContext();
        await db.DefaultApplications.Where(a => a.Status == DecisionStatus.Pending).ExecuteDeleteAsync();
        await FirstReasons.AddAsync(db, Given.Now);
        var reason = await db.DefaultReasons.FirstAsync();
        var fields = new ApplicationFields(null, "x", null, [reason.Id], Severity.Low, null, []);
        for (var i = 0; i < count; i++)
        {
            DefaultApplication.Submit(new DefaultCustomer(Given.Customer()), fields, [reason], [], sun, Given.Now, out var application);
            db.Add(application!);
        }

        await db.SaveChangesAsync();
    }
}
