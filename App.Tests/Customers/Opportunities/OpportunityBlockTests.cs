using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Customers.Opportunities;
using WorkOrders.Database;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers.Opportunities;

/// <summary>Block 商机 of the 360° view, alone.</summary>
public sealed class OpportunityBlockTests(TestDatabase database) : ComponentTest(database)
{
    private User owner = null!;
    private Customer customer = null!;
    private int changes;

    private CurrentUser Manager => As.In(owner, Roles.AccountManager);

    public override async Task InitializeAsync()
    {
        owner = await Database.SaveAsync(Given.User("冯涛"));
        customer = await Database.SaveAsync(Sales.OwnedBy(owner, "客户" + Given.Next()));
    }

    [Fact]
    public async Task It_shows_the_customers_opportunities_with_count_sum_and_time()
    {
        await Database.OpportunityAsync(customer, "块一", 100);
        await Database.OpportunityAsync(customer, "块二", 40, stage: OpportunityStage.Lost);
        var block = Show(Manager);
        block.WaitForAssertion(() => Assert.Contains("共 2 条，进行中的金额合计 100.00", block.Markup, StringComparison.Ordinal));
        Assert.Contains("截至 14:00", block.Markup, StringComparison.Ordinal);
        Assert.Contains("输单原因：价格", block.Markup, StringComparison.Ordinal);
        Assert.Equal(["块二", "块一"], block.FindAll("tbody .button.link").Select(b => b.TextContent));
    }

    [Fact]
    public void An_empty_one_says_what_to_do()
    {
        var block = Show(Manager);
        block.WaitForAssertion(() => Assert.Contains("还没有商机。点“新建商机”登记第一条。", block.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_is_added_once_though_saved_twice_and_the_page_is_told()
    {
        var save = new HeldSave(1);
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, save));
        var (block, dialogs) = ShowWithDialogs(Manager);
        _ = block.ClickAsync("新建商机");
        await dialogs.InvokeAsync(() => dialogs.Field("商机名称").ChangeAsync("块里新建"));
        await dialogs.InvokeAsync(() => dialogs.Field("商机金额").ChangeAsync("abc"));
        await dialogs.InvokeAsync(() => dialogs.Field("预计成交日").ChangeAsync("2026-12-31"));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        dialogs.WaitForAssertion(() => Assert.Contains("商机金额应大于 0", dialogs.Find(".field-error").TextContent, StringComparison.Ordinal));
        await dialogs.InvokeAsync(() => dialogs.Field("商机金额").ChangeAsync("1,000.50"));
        var first = dialogs.OnAsync("form", e => e.SubmitAsync());
        await save.Reached;
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        save.Release();
        await first;
        block.WaitForAssertion(() => Assert.Contains("1,000.50", block.Find("tbody").TextContent, StringComparison.Ordinal));
        block.WaitForAssertion(() => Assert.Equal(1, changes));
        Assert.Equal(customer.Id, (await Database.OpportunityAsync("块里新建")).CustomerId);
    }

    [Fact]
    public async Task Who_loses_the_race_keeps_what_was_typed_and_saves_after_seeing_the_others()
    {
        var row = await Database.OpportunityAsync(customer, "改两次", 10);
        var (block, dialogs) = ShowWithDialogs(Manager);
        _ = block.ClickAsync("改两次");
        await dialogs.InvokeAsync(() => dialogs.Field("商机金额").ChangeAsync("30"));
        Done(await Database.ActOnOpportunityAsync(row.Id, row.Version, Manager, o => o.Change(new OpportunityFields("改两次", 20, Sales.Today), Manager, Given.Now)));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        dialogs.WaitForAssertion(() => Assert.Contains("现在的内容：改两次，金额 20.00", dialogs.Markup, StringComparison.Ordinal));
        Assert.Equal("30", dialogs.Field("商机金额").GetAttribute("value"));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        await Eventually.HoldsAsync(async () => (await Database.OpportunityAsync("改两次")).Amount == 30);
        Assert.Equal(["¥20.00", "¥10.00"], (await Database.RecordsAsync(customer)).Take(2).Select(r => Assert.Single(r.Changes).From));
    }

    [Fact]
    public async Task A_stage_is_chosen_in_the_block()
    {
        await Database.OpportunityAsync(customer, "块里移动");
        var block = Show(Manager);
        await block.OnAsync("td select", e => e.ChangeAsync("Won"));
        await Eventually.HoldsAsync(async () => (await Database.OpportunityAsync("块里移动")).Stage == OpportunityStage.Won);
        block.WaitForAssertion(() => Assert.Equal(1, changes));
    }

    [Fact]
    public async Task Another_managers_customer_shows_nothing_even_when_the_page_says_otherwise()
    {
        await Database.OpportunityAsync(customer, "块里别人的");
        var other = As.In(await Database.SaveAsync(Given.User("蒋丽")), Roles.AccountManager);
        var (block, dialogs) = ShowWithDialogs(other);
        block.WaitForAssertion(() => Assert.Contains("还没有商机。", block.Markup, StringComparison.Ordinal));
        _ = block.ClickAsync("新建商机");
        await dialogs.InvokeAsync(() => dialogs.Field("商机名称").ChangeAsync("偷建"));
        await dialogs.InvokeAsync(() => dialogs.Field("商机金额").ChangeAsync("1"));
        await dialogs.InvokeAsync(() => dialogs.Field("预计成交日").ChangeAsync("2026-12-31"));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        dialogs.WaitForAssertion(() => Assert.Contains("没有找到记录，或您无权查看", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.False(await Database.ReadAsync(db => db.Opportunities.AnyAsync(o => o.Name == "偷建")));
    }

    [Fact]
    public async Task Who_may_not_change_the_customer_reads_only()
    {
        await Database.OpportunityAsync(customer, "块里只读");
        var block = Show(As.Somebody(Roles.Agent), canEdit: false);
        block.WaitForAssertion(() => Assert.Contains("块里只读", block.Markup, StringComparison.Ordinal));
        Assert.Empty(block.FindAll("button, select"));
    }

    [Fact]
    public async Task A_failure_offers_to_try_again_and_many_are_shown_step_by_step()
    {
        for (var i = 0; i < 22; i++)
        {
            await Database.OpportunityAsync(customer, $"{customer.Name} {i}", 1);
        }

        var failing = new FailingRead("Opportunities");
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, failing));
        var block = Show(Manager);
        block.WaitForAssertion(() => Assert.Contains("商机暂时读不出来。", block.Markup, StringComparison.Ordinal));
        failing.Works = true;
        await block.ClickAsync("重试");
        block.WaitForAssertion(() => Assert.Equal(20, block.FindAll("tbody tr").Count));
        Assert.Contains("共 22 条，进行中的金额合计 22.00", block.Markup, StringComparison.Ordinal);
        await block.ClickAsync("再显示 2 条");
        block.WaitForAssertion(() => Assert.Equal(22, block.FindAll("tbody tr").Count));
    }

    private IRenderedComponent<OpportunityBlock> Show(CurrentUser me, bool canEdit = true)
    {
        SignIn(me);
        Render<MudPopoverProvider>();
        return Block(canEdit);
    }

    private (IRenderedComponent<OpportunityBlock> Block, IRenderedComponent<MudDialogProvider> Dialogs) ShowWithDialogs(CurrentUser me)
    {
        SignIn(me);
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        return (Block(canEdit: true), dialogs);
    }

    private IRenderedComponent<OpportunityBlock> Block(bool canEdit) =>
        Render<OpportunityBlock>(p => p.Add(b => b.Customer, customer.OnPage(canEdit)).Add(b => b.Changed, () => changes++));
}
