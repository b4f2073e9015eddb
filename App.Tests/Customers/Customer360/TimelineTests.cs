using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Customer360.Timeline;
using WorkOrders.Customers.FollowUps;
using WorkOrders.Database;
using WorkOrders.Shared.People;
using static WorkOrders.Tests.Customers.Customer360.GivenCustomer;

namespace WorkOrders.Tests.Customers.Customer360;

public sealed class TimelineTests(TestDatabase database) : ComponentTest(database)
{
    private static readonly TimelineKind One = new("one", "跟进");
    private static readonly TimelineKind Two = new("two", "工单");

    private NavigationManager Navigator => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Sources_are_merged_newest_first_and_paged_by_time()
    {
        var ask = new TimelineAsk(null, null, 4);
        var first = TimelinePage.Of([(One, Part(1, 3, 5, 7)), (Two, Part(2, 4))], ask, 3);
        Assert.Equal(["one1", "two2", "one3"], Names(first));
        Assert.Equal(Given.Now.AddMinutes(-3), first.Earlier);

        var last = TimelinePage.Of([(One, Part(5)), (Two, Part(4))], ask, 3);
        Assert.Equal(["two4", "one5"], Names(last));
        Assert.Null(last.Earlier);
        Assert.Empty(TimelinePage.Of([], ask, 3).Lines);
    }

    [Fact]
    public void Entries_of_one_moment_stay_on_one_page()
    {
        var page = TimelinePage.Of([(One, Part(1, 2)), (Two, Part(2, 2, 3))], new(null, null, 10), 2);
        Assert.Equal(["one1", "one2", "two2", "two2"], Names(page));
        Assert.Equal(Given.Now.AddMinutes(-2), page.Earlier);
    }

    [Fact]
    public void The_address_holds_kind_period_and_page()
    {
        var query = new TimelineQuery("order", new(2026, 11, 1), new(2026, 11, 20), Given.Now);
        Assert.Equal(query, TimelineQuery.Parse(new Uri("http://localhost" + query.AddressOf(7)).Query));
        Assert.Equal((BusinessTime.StartOf(new(2026, 11, 1)), Given.Now), (query.Ask.From, query.Ask.Before));
        Assert.Equal(BusinessTime.StartOf(new(2026, 11, 21)), (query with { Earlier = null }).Ask.Before);
        Assert.Equal(new TimelineQuery(), TimelineQuery.Parse("?before=yesterday&from=x"));
    }

    [Fact]
    public async Task Follow_ups_and_changes_stand_on_one_line_and_pages_lose_none()
    {
        var (li, customer) = await CustomerAsync();
        for (var i = 0; i < 50; i++)
        {
            await FollowUpAsync(customer, li, "第 " + i, Given.Now.AddMinutes(-i));
        }

        Open(customer, Manager(li));
        var shown = new List<string>();
        IRenderedComponent<CustomerTimeline> page;
        do
        {
            page = Render<CustomerTimeline>(p => p.Add(t => t.Customer, OnPage(customer, Manager(li))));
            page.WaitForElement(".timeline");
            page.WaitForAssertion(() => Assert.True(page.FindAll("[aria-busy]").Count == 0));
            shown.AddRange(page.FindAll(".timeline .text").Select(t => t.TextContent));
            var next = page.FindAll("a").SingleOrDefault(a => a.TextContent == "更早");
            if (next is null)
            {
                break;
            }

            Navigator.NavigateTo(next.GetAttribute("href")!);
        }
        while (shown.Count < 100);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => "第 " + i), shown);
    }

    [Fact]
    public async Task A_change_says_what_changed_masked_and_a_kind_is_chosen_in_the_address()
    {
        var (li, customer) = await CustomerAsync();
        await using (var db = Database.CreateDbContext())
        {
            var tracked = await db.Customers.FindAsync(customer.Id);
            Done(tracked!.Change(tracked.Values with { Industry = "制造", ContactPhone = PhoneNumber.Parse("13812345678") }, Manager(li), Given.Now));
            await db.SaveChangesAsync();
        }

        await FollowUpAsync(customer, li, "谈过了", Given.Now.AddMinutes(1));
        Open(customer, Manager(li));
        var all = Render<CustomerTimeline>(p => p.Add(t => t.Customer, OnPage(customer, Manager(li))));
        all.WaitForAssertion(() => Assert.Equal(2, all.FindAll(".timeline > li").Count));
        Assert.Contains("行业：（空） 改为 制造", all.Markup, StringComparison.Ordinal);
        Assert.Contains("138****5678", all.Markup, StringComparison.Ordinal);
        Assert.Equal(["全部", "跟进", "资料变更", "商机", "合同与回款", "工单", "违约"], all.FindAll(".kinds a").Select(a => a.TextContent));
        Navigator.NavigateTo(new TimelineQuery("change").AddressOf(customer.Id));
        all.WaitForAssertion(() => Assert.Single(all.FindAll(".timeline > li")));
        Assert.DoesNotContain("谈过了", all.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_fails_is_told_and_holds_up_none_and_hidden_entries_are_counted()
    {
        var (li, customer) = await CustomerAsync();
        await FollowUpAsync(customer, li, "谈过了", Given.Now);
        Services.AddSingleton<ITimelineSource>(new Failing());
        Services.AddSingleton<ITimelineSource>(new Hiding());
        Open(customer, Manager(li));
        var page = Render<CustomerTimeline>(p => p.Add(t => t.Customer, OnPage(customer, Manager(li))));
        page.WaitForAssertion(() => Assert.Contains("谈过了", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("附件暂时读不出来。", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("联系人：另有 3 条您无权查看", page.Markup, StringComparison.Ordinal));
    }

    private static TimelinePart Part(params int[] minutesAgo) => new([.. minutesAgo.Select(m => new TimelineEntry(Given.Now.AddMinutes(-m), "t" + m, [], null, null, null))]);

    private static IEnumerable<string> Names(TimelinePage page) => page.Lines.Select(l => l.Kind.Code + l.Entry.Title[1..]);

    private static CustomerOnPage OnPage(Customer customer, CurrentUser me) => new CustomerProfile(customer, null, []).OnPage(me);

    private void Open(Customer customer, CurrentUser me)
    {
        SignIn(me);
        Render<MudPopoverProvider>();
        Navigator.NavigateTo(new TimelineQuery().AddressOf(customer.Id));
    }

    private async Task FollowUpAsync(Customer customer, User author, string text, DateTimeOffset at) =>
        Done((await Database.Factory.FollowUpCustomerAsync(customer.Id, new(CustomerFollowUpKind.Phone, FreeText.Parse(text), null), Manager(author), at)).Outcome);

    private async Task<(User Owner, Customer Customer)> CustomerAsync()
    {
        var li = await Database.SaveAsync(Given.User("李经理"));
        return (li, await Database.SaveCustomerAsync(li));
    }

    private sealed class Failing : ITimelineSource
    {
        public TimelineKind Kind { get; } = new("failing", "附件");

        public Task<TimelinePart> ReadAsync(AppDb db, CustomerOnPage customer, TimelineAsk ask, CurrentUser me, CancellationToken token) => throw new Unanswered();
    }

    private sealed class Hiding : ITimelineSource
    {
        public TimelineKind Kind { get; } = new("hiding", "联系人");

        public Task<TimelinePart> ReadAsync(AppDb db, CustomerOnPage customer, TimelineAsk ask, CurrentUser me, CancellationToken token) => Task.FromResult(new TimelinePart([], 3));
    }
}
