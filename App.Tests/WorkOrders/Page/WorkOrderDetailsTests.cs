using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.LoanCore;
using WorkOrders.Page;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Tests.Page;

public sealed class WorkOrderDetailsTests : ComponentTest
{
    public WorkOrderDetailsTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<OrderListsCache>();
        Services.AddSingleton<ViewCounts>();
    }

    [Theory]
    [InlineData("GD20990101000001")]
    [InlineData("'; DROP TABLE")]
    [InlineData("GD999999999999999999999999999999999999999999999999999999999999999999")]
    public async Task A_number_that_does_not_exist_is_told(string number)
    {
        SignIn(As.Agent(await Database.SaveAsync(Given.User())));
        var details = Show(number);
        details.WaitForAssertion(() => Assert.Contains("没有找到工单", details.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_read_orders_finds_none()
    {
        var (order, li) = await OrderAsync();
        SignIn(As.In(li, Roles.RiskOperator));
        var details = Show(order.Number);
        details.WaitForAssertion(() => Assert.Contains("没有找到工单", details.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_act_that_could_not_be_saved_is_told_and_can_be_tried_again()
    {
        var (order, li) = await OrderAsync();
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, new FailingSave()));
        SignIn(As.Agent(li));
        var details = Show(order.Number);
        await details.ClickAsync("受理");
        details.WaitForAssertion(() => Assert.Contains("暂时无法保存", details.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.False(details.Button("受理").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_refused_act_is_told_and_not_saved()
    {
        var (order, li) = await OrderAsync();
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, new FailingSave()));
        SignIn(As.Agent(li));
        var details = Show(order.Number);
        details.WaitForElement("dl");
        await Database.ActAsync(order.Number, (o, _) => o.Settle(null, null, As.Leader(li), Given.Now));
        await details.ClickAsync("受理");
        details.WaitForAssertion(() => Assert.Contains("已结单，不能再操作", details.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_handler_accepts_and_identifiers_are_masked()
    {
        var (order, li) = await OrderAsync();
        SignIn(As.Agent(li));
        var details = Show(order.Number);
        details.WaitForElement("dl");
        Assert.Contains(Given.MaskedPhone, details.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Given.Phone, details.Markup, StringComparison.Ordinal);
        await details.ClickAsync("受理");
        details.WaitForAssertion(() => Assert.Contains("处理中", details.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(details.FindAll("button"), b => b.TextContent == "受理");
    }

    [Fact]
    public async Task A_colleague_reads_but_has_no_actions()
    {
        var (order, _) = await OrderAsync();
        SignIn(As.Agent(await Database.SaveAsync(Given.User("王芳"))));
        var details = Show(order.Number);
        details.WaitForElement("dl");
        Assert.DoesNotContain(details.FindAll("button"), b => b.TextContent is "受理" or "编辑");
        Assert.Empty(details.FindAll("button.eye"));
    }

    [Fact]
    public async Task Two_editors_see_the_conflict_choose_and_lose_nothing()
    {
        var (order, li) = await OrderAsync();
        var leader = await Database.SaveAsync(Given.User("周敏"));
        SignIn(As.Agent(li));
        var details = Show(order.Number);
        details.WaitForElement("dl");
        await details.ClickAsync("编辑");
        details.WaitForElement("form");
        await Field(details, "解决方案").ChangeAsync("我的方案");
        await Field(details, "申请编号").ChangeAsync("SQ-MINE");
        await Database.ActAsync(order.Number, (o, _) => o.Edit(o.Fields with { Solution = "班长的方案", ContractNo = "HT-THEIRS" }, As.Leader(leader), Given.Now));

        await details.OnAsync("form", e => e.SubmitAsync());
        details.WaitForElement("[role=alertdialog]");
        Assert.Contains("周敏", details.Find("[role=alertdialog]").TextContent, StringComparison.Ordinal);
        Assert.Contains("班长的方案", details.Find("[role=alertdialog]").TextContent, StringComparison.Ordinal);
        Assert.Equal("我的方案", Field(details, "解决方案").GetAttribute("value"));
        await details.OnAsync("input[type=radio][aria-label='解决方案 我的']", e => e.ChangeAsync("on"));
        await details.ClickAsync("按所选保存");
        details.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text == "已保存"));

        var now = await Database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Number == order.Number));
        Assert.Equal(("我的方案", "SQ-MINE", "HT-THEIRS"), (now.Solution, now.ApplyNo, now.ContractNo));
    }

    [Fact]
    public async Task An_order_settled_meanwhile_keeps_the_typed_text_on_the_screen()
    {
        var (order, li) = await OrderAsync();
        SignIn(As.Agent(li));
        var details = Show(order.Number);
        details.WaitForElement("dl");
        await details.ClickAsync("编辑");
        details.WaitForElement("form");
        await Field(details, "描述").ChangeAsync("打了很久的字");
        await Database.ActAsync(order.Number, (o, _) => o.Settle(null, null, As.Leader(li), Given.Now));
        await details.OnAsync("form", e => e.SubmitAsync());
        details.WaitForAssertion(() => Assert.Contains("已结单，不能再操作", details.Markup, StringComparison.Ordinal));
        Assert.Contains("打了很久的字", Field(details, "描述").GetAttribute("value") ?? Field(details, "描述").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_paused_edit_comes_back_over_what_a_colleague_saved_meanwhile(bool serverWasStartedAnew)
    {
        var (order, li) = await OrderAsync();
        var leader = await Database.SaveAsync(Given.User("周敏"));
        SignIn(As.Agent(li));
        var details = Show(order.Number);
        details.WaitForElement("dl");
        await details.ClickAsync("编辑");
        details.WaitForElement("form");
        await Field(details, "解决方案").ChangeAsync("我的方案");
        await PersistAsync();
        Assert.True(Paused.TryTake<System.Text.Json.JsonElement>($"{li.Id}:edit:{order.Number}", out var kept));
        Assert.DoesNotContain(order.CustomerPhone!.Unmask(), kept.GetRawText(), StringComparison.Ordinal);
        Paused.Persist($"{li.Id}:edit:{order.Number}", kept);
        await DisposeComponentsAsync();
        if (serverWasStartedAnew)
        {
            ((Microsoft.Extensions.Caching.Memory.MemoryCache)Services.GetRequiredService<Microsoft.Extensions.Caching.Memory.IMemoryCache>()).Clear();
        }

        await Database.ActAsync(order.Number, (o, _) => o.Edit(o.Fields with { ContractNo = "HT-THEIRS" }, As.Leader(leader), Given.Now));
        var again = Show(order.Number);
        again.WaitForElement("form");
        Assert.Equal("我的方案", Field(again, "解决方案").GetAttribute("value"));
        Assert.Equal(serverWasStartedAnew, again.Markup.Contains("页面暂停期间，这张工单被别人修改过", StringComparison.Ordinal));
        await again.OnAsync("form", e => e.SubmitAsync());
        again.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text!.StartsWith("已保存", StringComparison.Ordinal)));
        var now = await Database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Number == order.Number));
        Assert.Equal(("我的方案", "HT-THEIRS", order.CustomerPhone), (now.Solution, now.ContractNo, now.CustomerPhone));
    }

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<WorkOrderDetails> details, string label) =>
        details.Find("#" + details.FindAll("label[for]").First(l => l.TextContent.Trim() == label).GetAttribute("for"));

    private IRenderedComponent<WorkOrderDetails> Show(string number) => Render<WorkOrderDetails>(p => p.Add(d => d.Number, number));

    private async Task<(WorkOrder Order, User Handler)> OrderAsync()
    {
        var li = await Database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        return (await Database.SaveAsync(order), li);
    }
}
