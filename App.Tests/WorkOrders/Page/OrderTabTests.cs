using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.LoanCore;
using WorkOrders.Page;
using WorkOrders.Page.CallSummaries;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Tests.Page;

public sealed class OrderTabTests : ComponentTest
{
    public OrderTabTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<OrderListsCache>();
        Services.AddSingleton<ViewCounts>();
    }

    [Fact]
    public async Task The_header_and_every_tab_but_the_contracts_take_at_most_six_queries()
    {
        var (li, order) = await OrderAsync(f => f with { IdNumber = IdNumber.Parse(Given.Id) });
        await Database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li).With(_ => order.Fields).Settled());
        var counter = new QueryCounter();
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, counter));
        SignIn(As.Agent(li));

        // The application-wide lists are cached for 30 s, so load them before counting the queries for an order.
        await Services.GetRequiredService<OrderListsCache>().GetAsync();
        var before = counter.Count;
        var details = Show(order.Number);
        details.WaitForElement("dl");
        foreach (var (name, part) in new[] { ("客户", ".message, .facts"), ("跟进记录", ".empty, ol.chain"), ("附件", ".empty, ol.attachments"), ("操作记录", "ol.records"), ("历史小结", "ol.history") })
        {
            await Tab(details, name).ClickAsync(new());
            details.WaitForElement($"[aria-labelledby={Tab(details, name).Id}] :is({part})");
        }

        Assert.InRange(counter.Count - before, 1, 6);
    }

    [Fact]
    public async Task The_tabs_stand_in_their_order_and_only_the_chosen_one_is_a_tab_stop()
    {
        var (li, order) = await OrderAsync();
        SignIn(As.Agent(li));
        var details = Show(order.Number, "history");
        details.WaitForElement("[role=tab]");
        Assert.Equal(["工单信息", "客户", "合同详情", "跟进记录", "附件", "操作记录", "历史小结"], details.FindAll("[role=tab]").Select(t => t.TextContent));
        Assert.Equal("历史小结", Assert.Single(details.FindAll("[role=tab][tabindex='0']")).TextContent);
        Assert.Equal(["-1", "-1", "-1", "-1", "-1", "-1"], details.FindAll("[role=tab][aria-selected=false]").Select(t => t.GetAttribute("tabindex")));
        await Tab(details, "客户").ClickAsync(new());
        Assert.Equal("true", Tab(details, "客户").GetAttribute("aria-selected"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    public async Task A_tab_that_does_not_exist_is_工单信息(string? tab)
    {
        var (li, order) = await OrderAsync();
        SignIn(As.Agent(li));
        var details = Show(order.Number, tab);
        details.WaitForElement("[role=tab]");
        Assert.Equal("true", Tab(details, "工单信息").GetAttribute("aria-selected"));
    }

    [Fact]
    public async Task The_tab_stays_from_one_order_to_the_next()
    {
        var (li, first) = await OrderAsync();
        var (_, second) = await OrderAsync(f => f with { CustomerPhone = NewPhone() }, li);
        SignIn(As.Agent(li));
        var details = Show(first.Number);
        details.WaitForElement("[role=tab]");
        await Tab(details, "操作记录").ClickAsync(new());
        details.Render(p => p.Add(d => d.Number, second.Number));
        details.WaitForElement($"article[aria-label='工单 {second.Number}']");
        Assert.Equal("true", Tab(details, "操作记录").GetAttribute("aria-selected"));
    }

    [Theory]
    [InlineData("customer", "Customers", "客户档案暂时读不出来。")]
    [InlineData("records", "OperationRecords", "操作记录暂时读不出来。")]
    public async Task A_tab_that_cannot_be_read_says_so_and_tries_again(string tab, string table, string problem)
    {
        var (li, order) = await OrderAsync();
        var failing = new FailingRead(table);
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, failing));
        SignIn(As.Agent(li));
        var details = Show(order.Number, tab);
        Assert.Contains(problem, details.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
        failing.Works = true;
        await details.ClickAsync("重试");
        details.WaitForAssertion(() => Assert.Empty(details.FindAll("[role=alert]")));
    }

    [Fact]
    public async Task The_customer_tab_shows_our_file_masked_and_what_the_order_says_otherwise()
    {
        var li = await Database.SaveAsync(Given.User("李雷"));
        var customer = await Database.SaveAsync(Customer.Of(new()
        {
            Name = "王建国",
            Phone = NewPhone(),
            Address = PostalAddress.Parse("北京市朝阳区中山路一百号"),
            Region = "北京",
            Industry = "运输",
            OwnerId = li.Id,
        }));
        var (_, order) = await OrderAsync(f => f with { CustomerName = "王建业", CustomerPhone = customer.Phone, IdNumber = IdNumber.Parse(Given.Id) }, li);
        SignIn(As.Agent(li));
        var details = Show(order.Number, "customer");
        details.WaitForElement(".facts");
        var facts = details.Find("[role=tabpanel]").TextContent;
        foreach (var text in new[] { "王建国", "个人", "普通", customer.Phone!.Masked, customer.Address!.Masked, "北京", "运输", "李雷" })
        {
            Assert.Contains(text, facts, StringComparison.Ordinal);
        }

        Assert.Equal(["王建业", Given.MaskedId], details.FindAll(".otherwise").Select(o => o.TextContent.Replace("工单上", "", StringComparison.Ordinal).Trim()));
        Assert.DoesNotContain(customer.Phone.Unmask(), details.Markup, StringComparison.Ordinal);
        await details.OnAsync("button[aria-label=查看档案电话]", e => e.ClickAsync(new()));
        details.WaitForAssertion(() => Assert.Contains(customer.Phone.Unmask(), details.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compliance_sees_our_file_masked()
    {
        var customer = await Database.SaveAsync(Given.Customer("只在档案里的名字"));
        var (li, order) = await OrderAsync(f => f with { CustomerName = "工单上的名字", CustomerPhone = customer.Phone });
        SignIn(As.Compliance(li));
        var details = Show(order.Number, "customer");
        Assert.Contains("只在档案里的名字", details.WaitForElement(".facts").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(customer.Phone!.Unmask(), details.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_shows_summaries_masked_marks_later_ones_and_reads_on()
    {
        var phone = NewPhone();
        var (li, order) = await OrderAsync(f => f with { CustomerPhone = phone });
        foreach (var day in Enumerable.Range(1, 22))
        {
            await Database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li).At(Given.Now.AddDays(-day)).Settled()
                .With(f => f with { CustomerPhone = phone, Description = FreeText.Parse($"第 {day} 天前，请回电 {Given.Phone}") }));
        }

        WorkOrder later = Given.WorkOrder().HandledBy(li).At(Given.Now.AddDays(1)).With(f => f with { CustomerPhone = phone });
        await Database.SaveAsync(later);
        SignIn(As.Agent(li));
        var details = Show(order.Number, "history");
        details.WaitForElement("ol.history");
        Assert.Equal(HistoryQueries.PageSize, details.FindAll("ol.history > li").Count);
        Assert.Equal(later.Number, Assert.Single(details.FindAll("ol.history > li"), i => i.TextContent.Contains("更晚", StringComparison.Ordinal)).QuerySelector("a")!.TextContent);
        Assert.Contains($"第 1 天前，请回电 {Given.MaskedPhone}", details.Markup, StringComparison.Ordinal);
        Assert.Contains("方案达成一致", details.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Given.Phone, details.Markup, StringComparison.Ordinal);
        await details.ClickAsync("更早的");
        details.WaitForAssertion(() => Assert.Equal(23, details.FindAll("ol.history > li").Count));
        Assert.DoesNotContain(details.FindAll("button"), b => b.TextContent == "更早的");
        Assert.Contains("共 23 张", details.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_without_numbers_says_that_nothing_can_be_found_by_it()
    {
        var (li, order) = await OrderAsync(f => f with { CustomerPhone = null });
        SignIn(As.Agent(li));
        var details = Show(order.Number, "history");
        Assert.Contains("没有身份证号和客户电话", details.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
        await Tab(details, "客户").ClickAsync(new());
        Assert.Contains("没有身份证号和客户电话", details.WaitForElement(".message").TextContent, StringComparison.Ordinal);
    }

    private static IElement Tab(IRenderedComponent<WorkOrderDetails> details, string name) =>
        details.Saying("[role=tab]", name);

    private static PhoneNumber NewPhone() => PhoneNumber.Parse("134" + Given.Next().ToString("D8"))!;

    private IRenderedComponent<WorkOrderDetails> Show(string number, string? tab = null) =>
        Render<WorkOrderDetails>(p => p.Add(d => d.Number, number).Add(d => d.Tab, tab));

    private async Task<(User Handler, WorkOrder Order)> OrderAsync(Func<WorkOrderFields, WorkOrderFields>? change = null, User? handler = null)
    {
        var li = handler ?? await Database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(change ?? (f => f));
        return (li, await Database.SaveAsync(order));
    }
}
