using WorkOrders.Tests.LoanCore;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.LoanCore;
using WorkOrders.LookUps;
using WorkOrders.NewOrder;
using WorkOrders.Page;
using WorkOrders.Page.Contracts;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests.Page;

public sealed class ContractTabTests : ComponentTest
{
    private readonly CoreHttp core;
    private readonly LoanCoreLookup lookup;
    private readonly IdNumber id = Given.SomeId();
    private string body;

    public ContractTabTests(TestDatabase database)
        : base(database)
    {
        body = CoreExample.Of(id.Unmask(), 72);
        core = new CoreHttp(_ => CoreHttp.Text(body));
        Services.AddSingleton<OrderListsCache>();
        lookup = new LoanCoreLookup(core.Client(Clock), database.Factory, [new FillCustomer()], Options.Create(new LoanCoreOptions()), Clock);
        Services.AddSingleton(lookup);
    }

    [Fact]
    public async Task The_documented_example_renders_as_it_stands()
    {
        body = CoreExample.Documented;
        var tab = await ShowAsync(IdNumber.Parse("330102198401025948"));
        tab.WaitForAssertion(() => Assert.Equal(5, tab.FindAll("article").Count));
        Assert.Contains("97,041,111.18", tab.Markup, StringComparison.Ordinal);
        Assert.Contains("请核对", tab.Markup, StringComparison.Ordinal);
        Assert.Contains("330102********5948", tab.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("330102198401025948", tab.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("12226755814", tab.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_core_is_asked_the_last_data_stands_there_and_a_failure_leaves_it()
    {
        await lookup.AskAsync(id);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var gate = new TaskCompletionSource();
        (core.Gate, body) = (gate.Task, "<html>");
        var tab = await ShowAsync();
        tab.WaitForAssertion(() => Assert.Contains("正在向贷款核心更新", tab.Markup, StringComparison.Ordinal));
        Assert.Equal(2, tab.FindAll("article").Count);
        gate.SetResult();
        tab.WaitForAssertion(() => Assert.Contains("不是约定的格式", tab.Markup, StringComparison.Ordinal));
        Assert.Contains("以下是 今天 14:00 的资料", tab.Markup, StringComparison.Ordinal);
        Assert.Equal(2, tab.FindAll("article").Count);

        body = CoreExample.Of(id.Unmask(), 73);
        await tab.ClickAsync("重试");
        tab.WaitForAssertion(() => Assert.Contains("72", tab.Find("article del").TextContent, StringComparison.Ordinal));
        Assert.Equal("73", tab.Find("article ins").TextContent);
    }

    [Fact]
    public async Task A_page_that_is_being_prerendered_asks_nobody()
    {
        var tab = await ShowAsync(isInteractive: false);
        tab.WaitForAssertion(() => Assert.Contains("正在向贷款核心查询", tab.Markup, StringComparison.Ordinal));
        Assert.Equal(0, core.Calls);
    }

    [Fact]
    public async Task Without_an_ID_number_nobody_is_asked()
    {
        var li = await Database.SaveAsync(Given.User());
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        var tab = Show(order, As.Agent(li));
        Assert.Contains("贷款核心只能按身份证号查询", tab.Markup, StringComparison.Ordinal);
        Assert.Equal(0, core.Calls);
    }

    [Fact]
    public async Task The_contracts_of_an_imported_order_are_a_look_up_that_found_the_person()
    {
        var li = await Database.SaveAsync(Given.User());
        WorkOrder order = Given.WorkOrder().HandledBy(li).From(WorkOrderSource.Batch).With(f => f with { IdNumber = id });
        await Database.SaveAsync(order);
        var tab = Show(order, As.Agent(li));
        tab.WaitForElement("article");
        await Eventually.HoldsAsync(async () => (await Database.ReadAsync(db => db.LookUps.Where(l => l.UserId == li.Id).ToListAsync()))
            .ConvertAll(l => (l.Place, l.Value, l.Found)).SequenceEqual([(LookUpPlace.ImportedOrder, id.Masked, (bool?)true)]));

        // The order's header doesn't tell it without the look-up.
        Assert.Null((await Database.ReadAsync(db => OrderOnPage.ReadAsync(db, order.Number, As.Agent(li))))!.Contracts);
    }

    [Fact]
    public async Task A_typed_ID_number_that_the_core_knows_is_noted_as_found()
    {
        var li = await Database.SaveAsync(Given.User());
        SignIn(As.Agent(li));
        var contracts = Render<CallerContracts>(p => p.Add(c => c.IdNumber, id).Add(c => c.IsTyped, true).Add(c => c.Place, LookUpPlace.NewOrder));
        contracts.WaitForElement("article");
        await Eventually.HoldsAsync(async () => (await Database.ReadAsync(db => db.LookUps.Where(l => l.UserId == li.Id).ToListAsync()))
            .ConvertAll(l => (l.Place, l.Found)).SequenceEqual([(LookUpPlace.NewOrder, (bool?)true)]));
    }

    [Fact]
    public async Task The_handler_makes_a_contract_the_orders_own()
    {
        var tab = await ShowAsync();
        tab.WaitForElement("article");
        await tab.InvokeAsync(() => tab.FindAll("article button").First(b => b.TextContent == "设为本工单的合同").ClickAsync(new()));
        tab.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text == "已采用"));
        var number = tab.Instance.Order.Number;
        var order = await Database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Number == number));
        Assert.Equal(("SQ2", "HT2"), (order.ApplyNo, order.ContractNo));
    }

    [Fact]
    public async Task What_a_colleague_saved_since_the_tab_was_opened_is_not_replaced_unseen()
    {
        var tab = await ShowAsync();
        tab.WaitForElement("article");
        var number = tab.Instance.Order.Number;
        var leader = await Database.SaveAsync(Given.User("周敏"));
        await Database.ActAsync(number, (o, _) => o.Edit(o.Fields with { ContractNo = "HT-LEADER" }, As.Leader(leader), Given.Now));
        await tab.InvokeAsync(() => tab.FindAll("article button").First(b => b.TextContent == "设为本工单的合同").ClickAsync(new()));
        tab.WaitForAssertion(() => Assert.Contains("刚被别人修改", tab.Markup, StringComparison.Ordinal));
        Assert.Equal("HT-LEADER", (await Database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Number == number))).ContractNo);
    }

    [Fact]
    public async Task A_customer_does_not_take_the_number_of_another_nor_a_value_over_a_newer_version()
    {
        var person = CoreExample.Answer(name: "张大伟", phone: "138" + Given.Next().ToString("D8")).Person;
        var other = await Database.SaveAsync(new Customer("另一位", CustomerType.Individual, PhoneNumber.Parse(person.Phone!.Unmask())!));
        var customer = await Database.SaveAsync(Given.Customer());
        var me = As.Somebody(Roles.TeamLeader);
        Refused(await Database.Factory.AdoptAsync(customer, CustomerFields.Phone, person, me, Given.Now), "没有保存：{0}已经是客户 {1}（编号 {2}）的");
        Refused(await Database.Factory.AdoptAsync(customer, CustomerFields.Phone, person, As.Somebody(Roles.RiskOperator), Given.Now), "您没有修改这位客户的权限");
        Done(await Database.Factory.AdoptAsync(customer, CustomerFields.Name, person, me, Given.Now));
        Refused(await Database.Factory.AdoptAsync(customer, CustomerFields.CompanyName, person, me, Given.Now), "刚被别人修改，已为您刷新，请看过后再试");
        var stored = await Database.ReadAsync(db => db.Customers.SingleAsync(c => c.Id == customer.Id));
        Assert.Equal(("张大伟", customer.Phone), (stored.Name, stored.Phone));
        Assert.NotEqual(other.Phone, stored.Phone);
    }

    [Fact]
    public async Task A_moved_telephone_is_shown_old_to_new()
    {
        await lookup.AskAsync(id);
        Clock.Advance(TimeSpan.FromMinutes(1));
        body = CoreExample.Of(id.Unmask(), 72, phone: "13812340000");
        var tab = await ShowAsync();
        tab.WaitForAssertion(() => Assert.Equal(Given.MaskedPhone, tab.Find(".person del").TextContent));
        Assert.Contains("1 处变化", tab.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Agent)]
    [InlineData(Roles.Compliance)]
    public async Task A_reader_who_is_not_the_handler_takes_nothing_over(string role)
    {
        var li = await Database.SaveAsync(Given.User());
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { IdNumber = id, CustomerName = "别名" });
        await Database.SaveAsync(order);
        var tab = Show(order, As.In(await Database.SaveAsync(Given.User("王芳")), role));
        tab.WaitForElement("article");
        Assert.DoesNotContain(tab.FindAll("button"), b => b.TextContent is "采用" or "设为本工单的合同");
        Assert.Equal(role == Roles.Agent, tab.FindAll("button.eye").Count == 0);
    }

    [Fact]
    public async Task A_field_of_the_core_is_revealed_through_the_order_and_on_its_record()
    {
        var tab = await ShowAsync();
        tab.WaitForElement("article");
        await tab.OnAsync("button[aria-label='查看手机号']", e => e.ClickAsync(new()));
        tab.WaitForAssertion(() => Assert.Contains(Given.Phone, tab.Markup, StringComparison.Ordinal));
        var number = tab.Instance.Order.Number;
        var record = await Database.ReadAsync(db => db.OperationRecords.SingleAsync(r => r.SubjectKey == number && r.Action == Revealing.Action));
        Assert.Equal(PersonFields.Phone, record.Changes[0].Field);
    }

    private IRenderedComponent<ContractTab> Show(WorkOrder order, CurrentUser me, bool isInteractive = true)
    {
        SignIn(me);
        SetRendererInfo(new RendererInfo(isInteractive ? "Server" : "Static", isInteractive));
        return Render<ContractTab>(p => p.Add(t => t.Order, order));
    }

    private async Task<IRenderedComponent<ContractTab>> ShowAsync(IdNumber? about = null, bool isInteractive = true)
    {
        var li = await Database.SaveAsync(Given.User());
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { IdNumber = about ?? id });
        await Database.SaveAsync(order);
        return Show(order, As.Agent(li), isInteractive);
    }
}
