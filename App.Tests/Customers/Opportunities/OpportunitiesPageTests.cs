using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Customers.Opportunities;
using WorkOrders.Customers.Opportunities.Listing;
using WorkOrders.Database;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers.Opportunities;

/// <summary>The page 商机 as people see and use it.</summary>
public sealed class OpportunitiesPageTests(TestDatabase database) : ComponentTest(database)
{
    private User owner = null!;
    private Customer customer = null!;

    public override async Task InitializeAsync()
    {
        owner = await Database.SaveAsync(Given.User("冯涛"));
        customer = await Database.SaveAsync(Sales.OwnedBy(owner, "客户" + Given.Next()));
    }

    [Fact]
    public async Task A_card_names_customer_amount_and_day_and_says_that_it_is_late()
    {
        await Database.OpportunityAsync(customer, "看得见的商机", 1234567.8m, Sales.Today.AddDays(-3));
        var page = Open("看得见的商机");
        var card = page.Find(".card");
        Assert.Equal($"/customers/{customer.Id}", card.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("1,234,567.80", card.TextContent, StringComparison.Ordinal);
        Assert.Equal("已过 3 天", card.QuerySelector(".overdue")!.TextContent);
        Assert.Contains("共 1 条，金额合计 1,234,567.80。", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_choice_on_the_card_moves_it()
    {
        await Database.OpportunityAsync(customer, "键盘移动");
        var page = Open("键盘移动");
        await page.OnAsync(".card select", e => e.ChangeAsync("Quote"));
        await Eventually.HoldsAsync(async () => (await Database.OpportunityAsync("键盘移动")).Stage == OpportunityStage.Quote);
        page.WaitForAssertion(() => Assert.NotEmpty(Column(page, "报价").QuerySelectorAll(".card")));
        Assert.Equal("商机“键盘移动”现在是：报价", Assert.Single(Toasts).Text);
    }

    [Fact]
    public async Task A_card_is_dragged_to_another_column()
    {
        await Database.OpportunityAsync(customer, "拖动");
        var page = Open("拖动");
        await page.OnAsync(".card", e => e.TriggerEventAsync("ondragstart", new DragEventArgs()));
        await page.InvokeAsync(() => Column(page, "谈判").TriggerEventAsync("ondrop", new DragEventArgs()));
        page.WaitForAssertion(() => Assert.NotEmpty(Column(page, "谈判").QuerySelectorAll(".card")));
        Assert.Equal(OpportunityStage.Negotiation, (await Database.OpportunityAsync("拖动")).Stage);
    }

    [Fact]
    public async Task A_lost_one_asks_for_the_reason_first()
    {
        await Database.OpportunityAsync(customer, "要输的");
        var (page, dialogs) = OpenWithDialogs("要输的");
        _ = page.OnAsync(".card select", e => e.ChangeAsync("Lost"));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        dialogs.WaitForAssertion(() => Assert.Contains("输单原因不能为空", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await dialogs.OnAsync("textarea", e => e.ChangeAsync("预算取消"));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("预算取消", Column(page, "输单").TextContent, StringComparison.Ordinal));
        Assert.Equal(OpportunityStage.Lost, (await Database.OpportunityAsync("要输的")).Stage);
    }

    [Fact]
    public async Task Whoever_loses_the_race_is_told_and_sees_what_the_other_saved()
    {
        var row = await Database.OpportunityAsync(customer, "竞争");
        var page = Open("竞争");
        var leader = As.Somebody(Roles.TeamLeader);
        Done(await Database.ActOnOpportunityAsync(row.Id, row.Version, leader, o => o.Move(OpportunityStage.Won, null, leader, Given.Now)));
        await page.OnAsync(".card select", e => e.ChangeAsync("Quote"));
        page.WaitForAssertion(() => Assert.Contains("没有保存：内容刚被他人修改", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.NotEmpty(Column(page, "赢单").QuerySelectorAll(".card")));
        Assert.Equal(OpportunityStage.Won, (await Database.OpportunityAsync("竞争")).Stage);
    }

    [Fact]
    public async Task The_second_of_two_clicks_moves_nothing()
    {
        var row = await Database.OpportunityAsync(customer, "连点");
        var save = new HeldSave(1);
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, save));
        var page = Open("连点");
        var first = page.OnAsync(".card select", e => e.ChangeAsync("Quote"));
        await save.Reached;
        Assert.True(page.Find(".card select").HasAttribute("disabled"));
        await page.OnAsync(".card select", e => e.ChangeAsync("Needs"));
        save.Release();
        await first;
        Assert.Equal(OpportunityStage.Quote, (await Database.OpportunityAsync("连点")).Stage);
        Assert.Equal(2, await Database.ReadAsync(db => db.Set<OpportunityStep>().CountAsync(s => s.OpportunityId == row.Id)));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Another_managers_opportunity_is_counted_and_not_shown()
    {
        var close = new DateOnly(2041, 5, 5);
        await Database.OpportunityAsync(customer, "别人的牌", 1, close);
        var other = await Database.SaveAsync(Given.User("蒋丽"));
        await Database.OpportunityAsync(await Database.SaveAsync(Sales.OwnedBy(other)), "自己的牌", 1, close);
        var page = Open(new OpportunityQuery { From = close, To = close }, As.In(other, Roles.AccountManager));
        Assert.Equal("自己的牌", page.Find(".card .name").TextContent.Trim());
        Assert.DoesNotContain("别人的牌", page.Markup, StringComparison.Ordinal);
        Assert.Contains("另有 1 条您无权查看，没有计入合计。", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_reads_gets_no_choice_and_no_button()
    {
        await Database.OpportunityAsync(customer, "只读的");
        var page = Open(new OpportunityQuery { Name = "只读的" }, As.Somebody(Roles.Compliance));
        Assert.Empty(page.FindAll("select, .card button, .page-header button"));
        Assert.Equal("false", page.Find(".card").GetAttribute("draggable"));
        var list = Show(new OpportunityQuery { Name = "只读的", View = OpportunityView.List });
        Assert.Empty(list.FindAll("td select, td button"));
        Assert.Equal("初步接触", list.Find("td .status").TextContent);
    }

    [Fact]
    public async Task The_list_shows_the_same_by_its_address_and_an_empty_one_says_what_to_do()
    {
        await Database.OpportunityAsync(customer, "列表里的", 5, stage: OpportunityStage.Quote);
        var page = Open(new OpportunityQuery { Name = "列表里的", View = OpportunityView.List, Stage = OpportunityStage.Quote }, As.In(owner, Roles.AccountManager));
        Assert.Equal(customer.Name, Assert.Single(page.FindAll("tbody a")).TextContent);
        Assert.Contains("冯涛", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("共 1 条，第 1 / 1 页", page.Markup, StringComparison.Ordinal);
        var none = Show(new OpportunityQuery { Name = "没有这样的" });
        Assert.Contains("没有符合条件的商机。", none.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_one_is_added_for_a_customer_found_by_name()
    {
        var (page, dialogs) = OpenWithDialogs("新来的");
        _ = page.ClickAsync("新建商机");
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        dialogs.WaitForAssertion(() => Assert.Contains("请选择客户", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.InvokeAsync(() => dialogs.Field("客户").InputAsync(customer.Name));
        await dialogs.InvokeAsync(() => dialogs.Field("客户").BlurAsync(new()));
        await dialogs.InvokeAsync(() => dialogs.Field("商机名称").ChangeAsync("新来的"));
        await dialogs.InvokeAsync(() => dialogs.Field("商机金额").ChangeAsync("８８，８００"));
        await dialogs.InvokeAsync(() => dialogs.Field("预计成交日").ChangeAsync("2026-12-31"));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("88,800.00", Column(page, "初步接触").TextContent, StringComparison.Ordinal));
        Assert.Equal((customer.Id, new DateOnly(2026, 12, 31)), ((await Database.OpportunityAsync("新来的")).CustomerId, (await Database.OpportunityAsync("新来的")).ExpectedClose));
    }

    private static IElement Column(IRenderedComponent<OpportunitiesPage> page, string stage) => page.FindAll(".column").Single(c => c.GetAttribute("aria-label") == stage);

    private IRenderedComponent<OpportunitiesPage> Open(string name) => Open(new OpportunityQuery { Name = name }, As.In(owner, Roles.AccountManager));

    private (IRenderedComponent<OpportunitiesPage> Page, IRenderedComponent<MudDialogProvider> Dialogs) OpenWithDialogs(string name)
    {
        SignIn(As.In(owner, Roles.AccountManager));
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        return (Show(new OpportunityQuery { Name = name }), dialogs);
    }

    private IRenderedComponent<OpportunitiesPage> Open(OpportunityQuery query, CurrentUser me)
    {
        SignIn(me);
        Render<MudPopoverProvider>();
        return Show(query);
    }

    private IRenderedComponent<OpportunitiesPage> Show(OpportunityQuery query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(query.Address);
        var page = Render<OpportunitiesPage>();
        page.WaitForState(() => !page.Markup.Contains("skeleton", StringComparison.Ordinal));
        return page;
    }
}
