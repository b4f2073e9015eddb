using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WorkOrders.Customers;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.ApprovalDesk;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Events;
using WorkOrders.Files;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Defaults.ApprovalDesk;

public sealed class ApprovalDeskPageTests : ComponentTest
{
    public ApprovalDeskPageTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton(new Deciding(database, Clock, NullLogger<Deciding>.Instance));
    }

    [Fact]
    public async Task Own_applications_are_shown_and_cant_be_decided()
    {
        var sun = await Database.SaveAsync(Given.User("孙磊"));
        var own = await ApplyAsync(sun);
        var page = Open(As.In(sun, Roles.RiskOperator, Roles.RiskAuditor), own);
        page.WaitForAssertion(() => Assert.Contains("这是您自己提交的申请，由其他审核人处理。", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-approve]"));
        Assert.True(page.Find($"[data-key=a{own.Id}] input").HasAttribute("disabled"));
    }

    [Fact]
    public async Task To_reject_needs_a_remark_and_the_next_case_comes_up()
    {
        var (sun, zheng) = (await Database.SaveAsync(Given.User("孙磊")), await Database.SaveAsync(Given.User("郑浩")));
        var (first, second) = (await ApplyAsync(sun), await ApplyAsync(sun));
        var page = Open(As.In(zheng, Roles.RiskAuditor), first);
        await Button(page, "data-reject").ClickAsync(new());
        await page.OnAsync("[data-decision] form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Equal("驳回时请填写审核意见", page.Find(".field-error").TextContent));
        await page.OnAsync("#decision-remark", e => e.InputAsync("材料不足"));
        await page.OnAsync("[data-decision] form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("已驳回：" + first.Customer.Name, page.Markup, StringComparison.Ordinal));
        Assert.EndsWith("case=a" + second.Id, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        var stored = await Database.ReadAsync(db => db.DefaultApplications.SingleAsync(a => a.Id == first.Id));
        Assert.Equal((DecisionStatus.Rejected, "材料不足", zheng.Id), (stored.Status, stored.DecisionRemark!.Masked, stored.DecidedById));
    }

    [Fact]
    public async Task Who_is_too_late_is_told_by_whom_it_was_decided_and_goes_on()
    {
        var (sun, zheng, admin) = (await Database.SaveAsync(Given.User("孙磊")), await Database.SaveAsync(Given.User("郑浩")), await Database.SaveAsync(Given.User("管理员")));
        var (first, second) = (await ApplyAsync(sun), await ApplyAsync(sun));
        var page = Open(As.In(zheng, Roles.RiskAuditor), first);
        await Button(page, "data-approve").ClickAsync(new());
        await new Deciding(Database, Clock, NullLogger<Deciding>.Instance).DecideAsync<DefaultApplication>(new(first.Id, true, null), As.In(admin, Roles.Admin));
        await page.OnAsync("[data-decision] form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Equal($"编号 {first.Id} 的申请已由管理员审核", page.Find(".message.warning").TextContent.Trim()));
        Assert.EndsWith("case=a" + second.Id, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_decide_and_submit_arrives_without_moving_the_lines()
    {
        var (sun, zheng, admin) = (await Database.SaveAsync(Given.User("孙磊")), await Database.SaveAsync(Given.User("郑浩")), await Database.SaveAsync(Given.User("管理员")));
        var (first, second) = (await ApplyAsync(sun), await ApplyAsync(sun));
        var page = Open(As.In(zheng, Roles.RiskAuditor), second);
        await new Deciding(Database, Clock, NullLogger<Deciding>.Instance).DecideAsync<DefaultApplication>(new(first.Id, true, null), As.In(admin, Roles.Admin));
        var third = await ApplyAsync(sun);
        Services.GetRequiredService<LiveEvents>().Publish(LiveEvent.Of(CaseSubjects.DefaultApplication, first.Id.ToString()));

        // The page has a debounce of half a second before it reloads.
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(500), () => page.Find($"[data-key=a{first.Id}]").TextContent.Contains("管理员 已同意", StringComparison.Ordinal));
        var keys = page.FindAll("[data-queue] li").Select(li => li.GetAttribute("data-key")).ToList();
        Assert.True(keys.IndexOf($"a{first.Id}") < keys.IndexOf($"a{second.Id}") && keys.IndexOf($"a{second.Id}") < keys.IndexOf($"a{third.Id}"));
        Assert.Equal($"a{second.Id}", page.Find("[data-queue] li:has(a[aria-current])").GetAttribute("data-key"));
    }

    [Fact]
    public async Task What_others_decide_between_prerendering_and_the_circuit_arrives_too()
    {
        var (sun, zheng, admin) = (await Database.SaveAsync(Given.User("孙磊")), await Database.SaveAsync(Given.User("郑浩")), await Database.SaveAsync(Given.User("管理员")));
        var (first, second) = (await ApplyAsync(sun), await ApplyAsync(sun));
        SignIn(As.In(zheng, Roles.RiskAuditor));
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        Show(second, RenderMode.InteractiveServer);
        await PersistAsync();
        await new Deciding(Database, Clock, NullLogger<Deciding>.Instance).DecideAsync<DefaultApplication>(new(first.Id, true, null), As.In(admin, Roles.Admin));
        Services.GetRequiredService<LiveEvents>().Publish(LiveEvent.Of(CaseSubjects.DefaultApplication, first.Id.ToString()));

        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var page = Show(second);
        Assert.DoesNotContain("管理员 已同意", page.Find($"[data-key=a{first.Id}]").TextContent, StringComparison.Ordinal);
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(500), () => page.Find($"[data-key=a{first.Id}]").TextContent.Contains("管理员 已同意", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_takes_one_remark_for_all_or_one_each_and_tells_each_result()
    {
        var (sun, zheng, admin) = (await Database.SaveAsync(Given.User("孙磊")), await Database.SaveAsync(Given.User("郑浩")), await Database.SaveAsync(Given.User("管理员")));
        var all = new[] { await ApplyAsync(sun), await ApplyAsync(sun), await ApplyAsync(sun) };
        var page = Open(As.In(zheng, Roles.RiskAuditor), all[0]);
        foreach (var one in all)
        {
            await page.OnAsync($"[data-key=a{one.Id}] input", e => e.ChangeAsync(new() { Value = true }));
        }

        await Button(page, "data-reject").ClickAsync(new());
        await new Deciding(Database, Clock, NullLogger<Deciding>.Instance).DecideAsync<DefaultApplication>(new(all[2].Id, true, null), As.In(admin, Roles.Admin));
        await page.OnAsync("#batch-remark", e => e.InputAsync("材料不足"));
        await page.FindAll(".items input")[1].ChangeAsync(new() { Value = "已还清" });
        await page.OnAsync("[data-decision] form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("成功 2 项，未成功 1 项。", page.Markup, StringComparison.Ordinal));
        Assert.Contains($"编号 {all[2].Id} 的申请已由管理员审核", page.Markup, StringComparison.Ordinal);
        var remarks = await Database.ReadAsync(db => db.DefaultApplications.Where(a => a.DecidedById == zheng.Id).OrderBy(a => a.Id).Select(a => a.DecisionRemark).ToListAsync());
        Assert.Equal(["材料不足", "已还清"], remarks.Select(r => r!.Masked));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ApprovalDeskPage> page, string mark)
    {
        page.WaitForElement($"[{mark}]");
        return page.Find($"[{mark}]");
    }

    private IRenderedComponent<ApprovalDeskPage> Open(CurrentUser me, DefaultApplication chosen, IComponentRenderMode? mode = null)
    {
        SignIn(me);
        return Show(chosen, mode);
    }

    private IRenderedComponent<ApprovalDeskPage> Show(DefaultApplication chosen, IComponentRenderMode? mode = null)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/defaults/approval-desk?case=a{chosen.Id}");
        var page = Render<ApprovalDeskPage>(p => p.SetAssignedRenderMode(mode));
        page.WaitForElement("[data-decision]");
        return page;
    }

    private async Task<DefaultApplication> ApplyAsync(User by)
    {
        var customer = await Database.SaveAsync(new Customer("客户" + Given.Next(), CustomerType.Enterprise, PhoneNumber.Parse("139" + Given.Next().ToString("D8"))!));
        var reason = await Database.ReadAsync(async db =>
        {
            await FirstReasons.AddAsync(db, Given.Now);
            return await db.DefaultReasons.Select(r => r.Id).FirstAsync();
        });
        var applied = await new Applying(Database, new FileUses([new EvidenceUse()]), Clock)
            .SubmitAsync(new ApplicationFields(customer.Id, null, "BB", [reason], Severity.High, null, []), As.In(by, Roles.RiskOperator));
        Done(applied.Outcome);
        return applied.Application!;
    }
}
