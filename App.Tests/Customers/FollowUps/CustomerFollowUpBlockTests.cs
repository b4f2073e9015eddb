using Microsoft.EntityFrameworkCore;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.FollowUps;
using WorkOrders.Drafts;
using WorkOrders.Shared.People;
using static WorkOrders.Tests.Customers.Customer360.GivenCustomer;

namespace WorkOrders.Tests.Customers.FollowUps;

public sealed class CustomerFollowUpBlockTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task A_follow_up_is_written_and_shown_masked_and_revealed_by_the_owner()
    {
        var (li, customer) = await CustomerAsync();
        var block = await ShowAsync(customer, Manager(li));
        await block.ClickAsync("新增跟进");
        await block.OnAsync("textarea", e => e.InputAsync("约好周三，电话 13812345678"));
        await block.OnAsync("form", e => e.SubmitAsync());
        block.WaitForAssertion(() => Assert.Contains("138****5678", block.Find(".rows").TextContent, StringComparison.Ordinal));
        Assert.Empty(block.FindAll("form"));
        Assert.DoesNotContain("13812345678", block.Markup, StringComparison.Ordinal);
        await block.OnAsync("button[aria-label=查看跟进内容]", e => e.ClickAsync(new()));
        block.WaitForAssertion(() => Assert.Contains("13812345678", block.Markup, StringComparison.Ordinal));
        Assert.Empty(await DraftsAsync(li));
    }

    [Fact]
    public async Task An_empty_text_is_told_at_the_field()
    {
        var (li, customer) = await CustomerAsync();
        var block = await ShowAsync(customer, Manager(li));
        await block.ClickAsync("新增跟进");
        await block.OnAsync("form", e => e.SubmitAsync());
        block.WaitForAssertion(() => Assert.Contains("请填写跟进内容", block.Find(".field-error").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_typed_is_kept_as_a_draft_and_comes_back()
    {
        var (li, customer) = await CustomerAsync();
        var block = await ShowAsync(customer, Manager(li));
        await block.ClickAsync("新增跟进");
        await block.OnAsync("textarea", e => e.InputAsync("还没写完"));
        await block.ClickAsync("收起");
        await Eventually.HoldsAsync(async () => (await DraftsAsync(li)).Count == 1);
        var again = await RenderAsync(customer, Manager(li));
        again.WaitForElement("form");
        await again.ClickAsync("继续填写");
        again.WaitForAssertion(() => Assert.Equal("还没写完", again.Find("textarea").GetAttribute("value")));
    }

    [Fact]
    public async Task Whoever_may_not_edit_reads_only()
    {
        var (li, customer) = await CustomerAsync();
        Done((await Database.Factory.FollowUpCustomerAsync(
            customer.Id, new(CustomerFollowUpKind.Phone, FreeText.Parse("已联系 13812345678"), null), Manager(li), Given.Now)).Outcome);
        var block = await ShowAsync(customer, As.Agent(li));
        block.WaitForAssertion(() => Assert.Contains("138****5678", block.Markup, StringComparison.Ordinal));
        Assert.Empty(block.FindAll("button[data-follow-up]"));
    }

    private Task<List<Draft>> DraftsAsync(User user) => Database.ReadAsync(db => db.Drafts.Where(d => d.UserId == user.Id).ToListAsync());

    private async Task<(User User, Customer Customer)> CustomerAsync()
    {
        var li = await Database.SaveAsync(Given.User("李经理"));
        return (li, await Database.SaveCustomerAsync(li));
    }

    private async Task<IRenderedComponent<CustomerFollowUpBlock>> ShowAsync(Customer customer, CurrentUser me)
    {
        SignIn(me);
        Render<MudPopoverProvider>();
        return await RenderAsync(customer, me);
    }

    private async Task<IRenderedComponent<CustomerFollowUpBlock>> RenderAsync(Customer customer, CurrentUser me)
    {
        var profile = await Database.ReadAsync(db => CustomerProfile.ReadAsync(db, customer.Id, me, CancellationToken.None));
        var block = Render<CustomerFollowUpBlock>(p => p.Add(b => b.Customer, profile!.OnPage(me)));
        block.WaitForElement(".block-status");
        return block;
    }
}
