using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.InDefault.Listing;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Defaults.Statistics.Charts;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;
using Severity = WorkOrders.Defaults.Cases.Severity;

namespace WorkOrders.Tests.Defaults;

/// <summary>违约客户, 重生 and 统计 as operators and auditors see them.</summary>
public sealed class DefaultScreenTests : ComponentTest
{
    public DefaultScreenTests(TestDatabase database)
        : base(database) =>
        Services.AddSingleton<OrderListsCache>().AddSingleton<Renewing>().AddSingleton(new Deciding(database, Clock, NullLogger<Deciding>.Instance));

    [Fact]
    public async Task An_operator_applies_for_the_renewal_of_their_customer_once()
    {
        var (sun, zheng, customer) = await InDefaultAsync();
        Open(As.In(sun, Roles.RiskOperator));
        var popovers = Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        var page = Render<DefaultDetails>(p => p.Add(d => d.Id, customer.Id));
        page.WaitForAssertion(() => Assert.Contains(customer.Name, page.Find("h1").TextContent, StringComparison.Ordinal));
        _ = page.Find(".page-header .primary").ClickAsync();
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        dialogs.WaitForAssertion(() => Assert.Contains("重生原因不能为空", dialogs.Find(".field-error").TextContent, StringComparison.Ordinal));
        var reason = await Database.ReadAsync(db => db.RenewalReasons.InOrder().Select(r => r.Text).LastAsync());
        await dialogs.ChooseAsync(popovers, "重生原因", reason);
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        var renewal = await Database.ReadAsync(db => db.Renewals.SingleAsync(r => r.CustomerId == customer.Id));
        Assert.Equal(sun.Id, renewal.ApplicantId);

        var again = Render<DefaultDetails>(p => p.Add(d => d.Id, customer.Id));
        again.WaitForAssertion(() => Assert.Contains("已有待审核的重生申请", again.Markup, StringComparison.Ordinal));
        Assert.Empty(again.FindAll(".page-header .primary"));
        var details = Render<RenewalPage>(p => p.Add(d => d.Id, renewal.Id));
        details.WaitForAssertion(() => Assert.Contains("等待审核。有结果时会通知您。", details.Markup, StringComparison.Ordinal));
        Assert.Empty(details.FindAll("[data-approve]"));
        Assert.NotNull(zheng);
    }

    [Fact]
    public async Task The_search_box_finds_a_customer_in_default_for_whoever_may_see_them()
    {
        var (sun, zheng, customer) = await InDefaultAsync();
        var stranger = await Database.SaveAsync(Given.User("外人"));
        foreach (var typed in new[] { $" 违约人\u200B{customer.Name[3..]}", "0086" + customer.Phone!.Unmask() })
        {
            Assert.Equal(customer.Name, Assert.Single(await FindAsync(typed, As.In(sun, Roles.RiskOperator))).Title);
            Assert.Equal($"/defaults/customers/{customer.Id}", Assert.Single(await FindAsync(typed, As.In(zheng, Roles.RiskAuditor))).AddressFrom(new Uri("http://localhost/")));
            Assert.Empty(await FindAsync(typed, As.In(stranger, Roles.RiskOperator)));
            Assert.Empty(await FindAsync(typed, As.Agent(stranger)));
        }

        Task<IReadOnlyList<SearchHit>> FindAsync(string typed, CurrentUser me) => Database.ReadAsync(db => new DefaultSearch().FindAsync(db, typed, SearchedNumber.In(typed), me));
    }

    [Fact]
    public async Task The_applicant_withdraws_on_the_page_after_a_question()
    {
        var (sun, _, _) = await InDefaultAsync();
        var application = await ApplyAsync(sun);
        Open(As.In(sun, Roles.RiskOperator));
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        var page = Render<ApplicationPage>(p => p.Add(a => a.Id, application.Id));
        page.WaitForAssertion(() => Assert.Equal("撤回", page.Find(".page-header button").TextContent));
        _ = page.Find(".page-header button").ClickAsync();
        await dialogs.ClickAsync("撤回", ".form-actions button");
        page.WaitForAssertion(() => Assert.Contains("的申请已由申请人撤回", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".page-header button"));
        Assert.Equal(DecisionStatus.Withdrawn, await Database.ReadAsync(db => db.DefaultApplications.Where(a => a.Id == application.Id).Select(a => a.Status).SingleAsync()));
    }

    [Fact]
    public async Task An_auditor_decides_a_renewal_on_its_own_page()
    {
        var (sun, zheng, customer) = await InDefaultAsync();
        var reason = await Database.ReadAsync(db => db.RenewalReasons.Select(r => r.Id).FirstAsync());
        var (_, renewal) = await new Renewing(Database, Clock).SubmitAsync(customer.Id, reason, "打过 13812345678", As.In(sun, Roles.RiskOperator));
        Open(As.In(zheng, Roles.RiskAuditor));
        var page = Render<RenewalPage>(p => p.Add(d => d.Id, renewal!.Id));
        page.WaitForElement("[data-approve]");
        Assert.Contains("138****5678", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[aria-label=查看备注]"));
        await page.InvokeAsync(() => page.Find("[data-approve]").ClickAsync(new()));
        await page.OnAsync("[data-decision] form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("已同意：" + customer.Name, page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal(DefaultStatus.Renewed, await Database.ReadAsync(db => db.DefaultCustomers.Where(c => c.CustomerId == customer.Id).Select(c => c.Status).SingleAsync()));
    }

    [Fact]
    public async Task What_was_said_of_one_case_does_not_stay_over_the_next()
    {
        var (sun, zheng, _) = await InDefaultAsync();
        var (first, second) = (await ApplyAsync(sun), await ApplyAsync(sun));
        Open(As.In(zheng, Roles.RiskAuditor));
        var page = Render<ApplicationPage>(p => p.Add(a => a.Id, first.Id));
        page.WaitForElement("[data-approve]");
        await page.InvokeAsync(() => page.Find("[data-approve]").ClickAsync(new()));
        await page.OnAsync("[data-decision] form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("已同意：", page.Markup, StringComparison.Ordinal));
        page.Render(p => p.Add(a => a.Id, second.Id));
        page.WaitForElement("[data-approve]");
        Assert.DoesNotContain("已同意：", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_colleague_is_not_shown_what_another_applied_for()
    {
        var (_, _, customer) = await InDefaultAsync();
        Open(As.In(await Database.SaveAsync(Given.User("吴倩")), Roles.RiskOperator));
        var page = Render<DefaultDetails>(p => p.Add(d => d.Id, customer.Id));
        page.WaitForAssertion(() => Assert.Contains("没有找到这位违约客户，或您无权查看。", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(customer.Name, page.Markup, StringComparison.Ordinal);
        var list = Render<DefaultList>();
        list.WaitForAssertion(() => Assert.Contains("还没有违约客户", list.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_is_filtered_by_its_address()
    {
        var (_, zheng, customer) = await InDefaultAsync();
        Open(As.In(zheng, Roles.RiskAuditor));
        var query = new DefaultQuery { Name = customer.Name, Severity = Severity.High, Status = DefaultStatus.Default, From = new DateOnly(2026, 11, 20), To = new DateOnly(2026, 11, 20) };
        Assert.Equal(query, DefaultQuery.Parse(new Uri("http://localhost" + query.Address).Query));
        Services.GetRequiredService<NavigationManager>().NavigateTo(query.Address);
        var list = Render<DefaultList>();
        list.WaitForAssertion(() => Assert.Equal(customer.Name, Assert.Single(list.FindAll("tbody a")).TextContent));
        Assert.Contains("共 1 条，第 1 / 1 页", list.Markup, StringComparison.Ordinal);
        Services.GetRequiredService<NavigationManager>().NavigateTo((query with { To = new DateOnly(2026, 11, 19), From = null }).Address);
        var none = Render<DefaultList>();
        none.WaitForAssertion(() => Assert.Contains("没有符合条件的客户。", none.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_late_result_of_an_older_query_is_not_shown()
    {
        var (_, zheng, first) = await InDefaultAsync();
        var (_, _, second) = await InDefaultAsync();

        // This column is in the query of the rows, not in the query of the count.
        var held = new HeldRead("LatestExternalRating");
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, held));
        Open(As.In(zheng, Roles.RiskAuditor));
        var navigator = Services.GetRequiredService<NavigationManager>();
        navigator.NavigateTo(new DefaultQuery { Name = first.Name }.Address);
        var list = Render<DefaultList>();
        await held.Reached;
        navigator.NavigateTo(new DefaultQuery { Name = second.Name }.Address);
        list.Render();
        list.WaitForAssertion(() => Assert.Equal(second.Name, Assert.Single(list.FindAll("tbody a")).TextContent));
        await held.ReleaseAsync();
        await list.InvokeAsync(() => Assert.Equal(second.Name, Assert.Single(list.FindAll("tbody a")).TextContent));
    }

    [Fact]
    public async Task An_auditor_makes_the_statistics_and_an_operator_sees_of_their_rows_their_own()
    {
        var (sun, zheng, customer) = await InDefaultAsync();
        Open(As.In(zheng, Roles.RiskAuditor));
        await Database.ReadAsync(db => db.StatisticsSnapshots.ExecuteDeleteAsync());
        var page = Render<StatisticsPage>();
        page.WaitForAssertion(() => Assert.Contains("还没有统计数据", page.Markup, StringComparison.Ordinal));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await page.ClickAsync("更新到现在");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("a.bar")));
        Assert.Contains("数据截至 2026-11-20 14:01<", page.Markup, StringComparison.Ordinal);
        Assert.Contains("100.0%", page.Markup, StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo(page.Find("a.tile").GetAttribute("href")!);
        var all = Render<FigureRows>();
        all.WaitForAssertion(() => Assert.Contains(all.FindAll("tbody a"), a => a.TextContent == customer.Name));
        var figure = page.Find("a.tile strong").TextContent;
        Assert.Contains($"统计的数字 {figure}", all.Markup, StringComparison.Ordinal);
        Assert.Contains($"共 {figure} 条", all.Markup, StringComparison.Ordinal);
        Assert.Equal(sun.Id, await Database.ReadAsync(db => db.DefaultApplications.Where(a => a.CustomerId == customer.Id).Select(a => a.ApplicantId).SingleAsync()));
    }

    [Fact]
    public async Task An_operator_sees_of_the_rows_behind_a_figure_those_they_applied_for()
    {
        var (sun, _, customer) = await InDefaultAsync();
        await InDefaultAsync();
        await DailyStatistics.MakeAsync(Database, Given.Now.AddHours(1), CancellationToken.None);
        Open(As.In(sun, Roles.RiskOperator));
        Services.GetRequiredService<NavigationManager>().NavigateTo(new FigureQuery(null, StatisticsType.Default, Dimension.Industry, 2026, null).Address);
        var rows = Render<FigureRows>();
        rows.WaitForAssertion(() => Assert.Contains("这里只列出由您申请的", rows.Markup, StringComparison.Ordinal));
        Assert.Equal(customer.Name, rows.FindAll("tbody a")[0].TextContent);
        Assert.Contains("共 1 条", rows.Markup, StringComparison.Ordinal);
    }

    private void Open(CurrentUser me)
    {
        SignIn(me);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private Task<(User Operator, User Auditor, Customer Customer)> InDefaultAsync() => Database.SaveInDefaultAsync(Clock);

    private Task<DefaultApplication> ApplyAsync(User sun) => Database.ApplyAsync(sun, Clock);
}
