using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Customers.Contracts;
using WorkOrders.Database;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers.Contracts;

/// <summary>Block 合同与回款 of the 360° view, alone.</summary>
public sealed class ContractBlockTests(TestDatabase database) : ComponentTest(database)
{
    private User owner = null!;
    private Customer customer = null!;
    private int changes;

    private CurrentUser Manager => As.In(owner, Roles.AccountManager);

    public override async Task InitializeAsync()
    {
        owner = await Database.SaveAsync(Given.User("冯涛"));
        customer = await Database.SaveAsync(Sales.OwnedBy(owner));
    }

    [Fact]
    public async Task It_shows_contracts_with_their_repayments_and_what_is_late()
    {
        var contract = await Database.ContractAsync(customer, "块 1", (Sales.Today.AddDays(-4), 100), (Sales.Today.AddDays(4), 200));
        Done(await Database.PayAsync(contract.Repayments[0], 40));
        var block = Show(Manager);
        block.WaitForAssertion(() => Assert.Contains("共 1 份合同，应收 300.00，已收 40.00，逾期", block.Markup, StringComparison.Ordinal));
        Assert.Equal(["60.00", "逾期 4 天"], block.FindAll(".overdue").Select(e => e.TextContent));
        Assert.Equal("履行中", block.Find(".contract .status").TextContent);
        Assert.Contains("截至 14:00", block.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contract_repayment_and_payment_are_entered_in_the_block()
    {
        var (block, dialogs) = ShowWithDialogs(Manager);
        block.WaitForAssertion(() => Assert.Contains("还没有合同。", block.Markup, StringComparison.Ordinal));
        _ = block.ClickAsync("登记合同");
        await dialogs.InvokeAsync(() => dialogs.Field("合同编号").ChangeAsync("块里 1"));
        await dialogs.InvokeAsync(() => dialogs.Field("合同金额").ChangeAsync("5000"));
        await dialogs.InvokeAsync(() => dialogs.Field("签订日期").ChangeAsync("2026-11-01"));
        await dialogs.InvokeAsync(() => dialogs.Field("到期日期").ChangeAsync("2026-10-01"));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        dialogs.WaitForAssertion(() => Assert.Equal("到期日期不能早于签订日期", dialogs.Find(".field-error").TextContent));
        await dialogs.InvokeAsync(() => dialogs.Field("到期日期").ChangeAsync("2027-10-31"));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        block.WaitForAssertion(() => Assert.Contains("还没有回款。", block.Markup, StringComparison.Ordinal));

        _ = block.ClickAsync("登记回款");
        await dialogs.InvokeAsync(() => dialogs.Field("应收日期").ChangeAsync("2026-11-15"));
        await dialogs.InvokeAsync(() => dialogs.Field("应收金额").ChangeAsync("2500"));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        block.WaitForAssertion(() => Assert.Contains("逾期 5 天", block.Markup, StringComparison.Ordinal));

        _ = block.ClickAsync("登记到账");
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        block.WaitForAssertion(() => Assert.Contains("应收 2,500.00，已收 2,500.00，逾期", block.Markup, StringComparison.Ordinal));
        Assert.Empty(block.FindAll(".overdue"));
        Assert.Equal(Sales.Today, (await Database.ContractAsync("块里 1")).Repayments[0].PaidOn);

        _ = block.ClickAsync("撤销到账");
        await dialogs.ClickAsync("撤销到账", ".form-actions button");
        block.WaitForAssertion(() => Assert.Contains("已收 0.00", block.Markup, StringComparison.Ordinal));
        block.WaitForAssertion(() => Assert.Equal(4, changes));
    }

    [Fact]
    public async Task Who_loses_the_race_keeps_what_was_typed_and_is_told()
    {
        var contract = await Database.ContractAsync(customer, "块里竞争", (Sales.Today, 100));
        var (block, dialogs) = ShowWithDialogs(Manager);
        _ = block.ClickAsync("登记到账");
        await dialogs.InvokeAsync(() => dialogs.Field("到账金额").ChangeAsync("70"));
        Done(await Database.PayAsync(contract.Repayments[0], 100));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        dialogs.WaitForAssertion(() => Assert.Contains("现在的内容：应收金额 100.00，到账金额 100.00。", dialogs.Markup, StringComparison.Ordinal));
        Assert.Equal("70", dialogs.Field("到账金额").GetAttribute("value"));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        await Eventually.HoldsAsync(async () => (await Database.ContractAsync("块里竞争")).Repayments[0].Paid == 70);
    }

    [Fact]
    public async Task The_second_of_two_clicks_saves_nothing()
    {
        var contract = await Database.ContractAsync(customer, "块里连点");
        var save = new HeldSave(1);
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, save));
        var (block, dialogs) = ShowWithDialogs(Manager);
        _ = block.ClickAsync("登记回款");
        await dialogs.InvokeAsync(() => dialogs.Field("应收日期").ChangeAsync("2026-12-15"));
        await dialogs.InvokeAsync(() => dialogs.Field("应收金额").ChangeAsync("1"));
        var first = dialogs.OnAsync("form", e => e.SubmitAsync());
        await save.Reached;
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        save.Release();
        await first;
        Assert.Equal(1, await Database.ReadAsync(db => db.CustomerRepayments.CountAsync(r => r.ContractId == contract.Id)));
    }

    [Fact]
    public async Task Another_managers_customer_shows_nothing()
    {
        await Database.ContractAsync(customer, "块里别人", (Sales.Today, 1));
        var other = As.In(await Database.SaveAsync(Given.User("蒋丽")), Roles.AccountManager);
        var hidden = Show(other);
        hidden.WaitForAssertion(() => Assert.Contains("还没有合同。", hidden.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("块里别人", hidden.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_change_the_customer_reads_only()
    {
        await Database.ContractAsync(customer, "块里只读", (Sales.Today, 1));
        var block = Show(As.Somebody(Roles.Compliance), canEdit: false);
        block.WaitForAssertion(() => Assert.Contains("块里只读", block.Markup, StringComparison.Ordinal));
        Assert.Empty(block.FindAll("button"));
    }

    [Fact]
    public async Task A_failure_offers_to_try_again()
    {
        var failing = new FailingRead("CustomerContracts");
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, failing));
        var block = Show(Manager);
        block.WaitForAssertion(() => Assert.Contains("合同与回款暂时读不出来。", block.Markup, StringComparison.Ordinal));
        failing.Works = true;
        await block.ClickAsync("重试");
        block.WaitForAssertion(() => Assert.Contains("还没有合同。", block.Markup, StringComparison.Ordinal));
    }

    private IRenderedComponent<ContractBlock> Show(CurrentUser me, bool canEdit = true)
    {
        SignIn(me);
        Render<MudPopoverProvider>();
        return Block(canEdit);
    }

    private (IRenderedComponent<ContractBlock> Block, IRenderedComponent<MudDialogProvider> Dialogs) ShowWithDialogs(CurrentUser me)
    {
        SignIn(me);
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        return (Block(canEdit: true), dialogs);
    }

    private IRenderedComponent<ContractBlock> Block(bool canEdit) =>
        Render<ContractBlock>(p => p.Add(b => b.Customer, customer.OnPage(canEdit)).Add(b => b.Changed, () => changes++));
}
