using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Customers.Contacts;
using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Customer360.Page;
using WorkOrders.Customers.FollowUps;
using WorkOrders.Database;
using WorkOrders.LoanCore;
using WorkOrders.Shared.People;
using WorkOrders.Tests.LoanCore;
using static WorkOrders.Tests.Customers.Customer360.GivenCustomer;

namespace WorkOrders.Tests.Customers.Customer360;

/// <summary>客户360 as its readers see it.</summary>
public sealed class CustomerViewTests(TestDatabase database) : ComponentTest(database)
{
    private NavigationManager Navigator => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task The_head_shows_every_field_masked_and_the_owner_reveals()
    {
        var (li, customer) = await CustomerAsync(v => v with
        {
            IdNumber = Given.SomeId(),
            Email = EmailAddress.Parse("wang@example.cn"),
            Address = PostalAddress.Parse("北京市朝阳区中山路一百号"),
            Industry = "运输",
            Level = CustomerLevel.Important,
        });
        var page = Show(customer, Manager(li));
        page.WaitForElement("dl.profile");
        var facts = page.Find("dl.profile").TextContent;
        foreach (var text in new[] { "王建国", "个人", "重要", "运输", "李经理", customer.Phone!.Masked, customer.IdNumber!.Masked, customer.Email!.Masked, customer.Address!.Masked })
        {
            Assert.Contains(text, facts, StringComparison.Ordinal);
        }

        foreach (var secret in new Sensitive[] { customer.Phone, customer.IdNumber, customer.Email, customer.Address })
        {
            Assert.DoesNotContain(secret.Unmask(), page.Markup, StringComparison.Ordinal);
        }

        Assert.NotNull(page.Find($"a[href='/customers/{customer.Id}/edit']"));
        await page.OnAsync("dl.profile button[aria-label=查看客户电话]", e => e.ClickAsync(new()));
        page.WaitForAssertion(() => Assert.Contains(customer.Phone.Unmask(), page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_registered_block_is_there_in_its_order()
    {
        var (li, customer) = await CustomerAsync();
        var page = Show(customer, Manager(li));
        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll(".blocks h2").Count));
        Assert.Equal(["跟进", "联系人", "商机", "合同与回款", "合同（贷款核心）", "工单", "违约", "附件"], page.FindAll(".blocks h2").Select(h => h.TextContent));
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".block-status").Count(s => s.TextContent.Contains("截至 14:00", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Another_managers_customer_and_one_that_does_not_exist_are_the_same_page()
    {
        var (_, customer) = await CustomerAsync();
        var han = await Database.SaveAsync(Given.User("韩经理"));
        SignIn(Manager(han));
        foreach (var id in new[] { customer.Id, 987654321 })
        {
            var page = Render<CustomerView>(p => p.Add(v => v.Id, id));
            page.WaitForAssertion(() => Assert.Contains("没有找到这位客户，或您无权查看。", page.Markup, StringComparison.Ordinal));
            Assert.DoesNotContain("王建国", page.Markup, StringComparison.Ordinal);
            Assert.Empty(page.FindAll(".blocks"));
        }
    }

    [Fact]
    public async Task An_alias_leads_to_the_survivor_whose_former_number_is_shown_masked()
    {
        var (li, survivor) = await CustomerAsync();
        var loser = await Database.SaveCustomerAsync(li, "王建国二");
        var number = loser.Phone!;
        await Database.MergeAsync(loser, survivor);
        var alias = Show(loser, Manager(li));
        alias.WaitForAssertion(() => Assert.EndsWith($"/customers/{survivor.Id}", Navigator.Uri, StringComparison.Ordinal));
        var page = Render<CustomerView>(p => p.Add(v => v.Id, survivor.Id));
        page.WaitForAssertion(() => Assert.Contains("曾用" + number.Masked, page.Find(".former").TextContent.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.DoesNotContain(number.Unmask(), page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_see_the_survivor_is_led_nowhere()
    {
        var (li, survivor) = await CustomerAsync();
        var loser = await Database.SaveCustomerAsync(li, "王建国二");
        await Database.MergeAsync(loser, survivor);
        var page = Show(loser, Manager(await Database.SaveAsync(Given.User("韩经理"))));
        page.WaitForAssertion(() => Assert.Contains("没有找到这位客户，或您无权查看。", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain($"/customers/{survivor.Id}", Navigator.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_pool_nobody_reveals()
    {
        var (li, customer) = await CustomerAsync();
        Assert.Equal(RevealRight.AtOnce, customer.RightToReveal(Manager(li)));
        Assert.Equal(RevealRight.WithReason, customer.RightToReveal(As.Leader(await Database.SaveAsync(Given.User("周敏")))));
        Assert.Equal(RevealRight.WithReason, customer.RightToReveal(As.Compliance(await Database.SaveAsync(Given.User("合规")))));
        Assert.Equal(RevealRight.None, customer.RightToReveal(As.Agent(await Database.SaveAsync(Given.User("坐席")))));
        await Database.SetStatusAsync(customer, CustomerStatus.InPool);
        var page = Show(customer, As.Leader(await Database.SaveAsync(Given.User("周敏"))));
        page.WaitForElement("dl.profile");
        Assert.Empty(page.FindAll("dl.profile button"));
        Assert.Contains(customer.Phone!.Masked, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inactive_customer_is_only_read()
    {
        var (li, customer) = await CustomerAsync();
        await Database.SetStatusAsync(customer, CustomerStatus.Inactive);
        var page = Show(customer, Manager(li));
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".block-status").Count));
        Assert.Contains("这位客户已停用，启用后才能添加和修改", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".blocks .toolbar button"));
        Assert.Empty(page.FindAll("input[type=file]"));
    }

    [Fact]
    public async Task A_block_that_cannot_be_read_and_one_that_breaks_hold_up_no_other()
    {
        var (li, customer) = await CustomerAsync();
        var failing = new FailingRead("CustomerContacts");
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, failing));
        Services.AddCustomerBlock<BrokenBlock>(150, "时间线");
        var page = Show(customer, Manager(li));
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll(".block-status").Count));
        Assert.Contains(page.FindAll("[role=alert]"), a => a.TextContent.Contains("联系人暂时读不出来。", StringComparison.Ordinal));
        Assert.Contains(page.FindAll("[role=alert]"), a => a.TextContent.Contains("这一部分暂时显示不出来。", StringComparison.Ordinal));
        failing.Works = true;
        var contacts = page.FindComponent<ContactBlock>();
        await contacts.ClickAsync("重试");
        contacts.WaitForAssertion(() => Assert.Contains("还没有联系人。", contacts.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_slow_loan_core_and_a_slow_block_hold_up_no_other()
    {
        var (li, customer) = await CustomerAsync(v => v with { IdNumber = Given.SomeId() });
        var slow = new HeldRead("CustomerContacts");
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, slow));
        var gate = new TaskCompletionSource();
        var core = new CoreHttp(_ => CoreHttp.Text(CoreExample.Of(customer.IdNumber!.Unmask(), 72))) { Gate = gate.Task };
        Services.AddSingleton(new LoanCoreLookup(core.Client(Clock), Database.Factory, [], Options.Create(new LoanCoreOptions()), Clock));
        var page = Show(customer, Manager(li));
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll(".block-status").Count));
        page.WaitForAssertion(() => Assert.Contains("正在向贷款核心查询", page.Markup, StringComparison.Ordinal));
        gate.SetResult();
        page.WaitForElement("article.contract");
        await slow.ReleaseAsync();
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".block-status").Count));
    }

    [Fact]
    public async Task Prerendering_waits_for_no_block()
    {
        var (li, customer) = await CustomerAsync();
        SignIn(Manager(li));
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        var page = Render<CustomerView>(p => p.Add(v => v.Id, customer.Id));
        page.WaitForElement("dl.profile");
        Assert.Equal(8, page.FindAll(".blocks [aria-busy]").Count);
    }

    [Fact]
    public async Task Profile_and_blocks_take_at_most_ten_queries()
    {
        var (li, customer) = await CustomerAsync();
        for (var i = 0; i < 8; i++)
        {
            Done((await Database.Factory.FollowUpCustomerAsync(
                customer.Id, new(CustomerFollowUpKind.Phone, FreeText.Parse("第" + i), null), Manager(li), Given.Now.AddMinutes(-i))).Outcome);
            Done(await Database.Factory.SaveContactAsync(customer.Id, null, 0, new("联系人", null, null, null), Manager(li), Given.Now));
            await Database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li).With(f => f with { CustomerPhone = customer.Phone }));
        }

        var counter = new QueryCounter();
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, counter));
        var page = Show(customer, As.Leader(li));
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".block-status").Count));
        Assert.InRange(counter.Count, 1, 10);
    }

    private IRenderedComponent<CustomerView> Show(Customer customer, CurrentUser me)
    {
        SignIn(me);
        Render<MudPopoverProvider>();
        return Render<CustomerView>(p => p.Add(v => v.Id, customer.Id));
    }

    private async Task<(User Owner, Customer Customer)> CustomerAsync(Func<CustomerValues, CustomerValues>? with = null)
    {
        var li = await Database.SaveAsync(Given.User("李经理"));
        return (li, await Database.SaveCustomerAsync(li, with: with));
    }

    private sealed class BrokenBlock : ComponentBase
    {
        [Parameter]
        public CustomerOnPage? Customer { get; set; }

        [Parameter]
        public EventCallback Changed { get; set; }

        protected override void OnInitialized() => throw new InvalidOperationException("A bug.");
    }
}
