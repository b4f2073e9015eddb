using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Desk;
using WorkOrders.LoanCore;
using WorkOrders.Page;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Tests.Page;

public sealed class WorkOrderPageTests : ComponentTest
{
    public WorkOrderPageTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<OrderListsCache>();
        Services.AddDesk();
    }

    private NavigationManager Navigator => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task The_own_page_goes_on_in_the_list_it_was_opened_from_and_over_the_edge_of_its_pages()
    {
        var (li, numbers) = await OrdersAsync(22);
        SignIn(As.Agent(li));
        var page = Open(numbers[1], "?view=created&size=20");
        Assert.Equal("2 / 22", page.WaitForElement(".place:not(:empty)").TextContent);
        Assert.Equal("/work-orders?view=created&size=20", page.Find("[data-back]").GetAttribute("href"));
        Assert.Equal($"/work-orders/{numbers[0]}?view=created&size=20", page.Find("a[aria-label=上一个工单]").GetAttribute("href"));
        Assert.Equal($"/work-orders/{numbers[2]}?view=created&size=20", page.Find("a[aria-label=下一个工单]").GetAttribute("href"));

        page = Open(numbers[19], "?view=created&size=20&tab=records");
        page.WaitForElement(".place:not(:empty)");
        await page.OnAsync("button[aria-label=下一个工单]", e => e.ClickAsync(new()));
        page.WaitForAssertion(() => Assert.EndsWith($"/work-orders/{numbers[20]}?view=created&page=2&size=20&tab=records", Navigator.Uri, StringComparison.Ordinal));

        page = Open(numbers[20], "?view=created&page=2&size=20");
        Assert.Equal("21 / 22", page.WaitForElement(".place:not(:empty)").TextContent);
        await page.OnAsync("button[aria-label=上一个工单]", e => e.ClickAsync(new()));
        page.WaitForAssertion(() => Assert.EndsWith($"/work-orders/{numbers[19]}?view=created&size=20", Navigator.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_list_ends_the_arrow_is_off()
    {
        var (li, numbers) = await OrdersAsync(2);
        SignIn(As.Agent(li));
        var page = Open(numbers[1], "?view=created");
        page.WaitForElement(".place:not(:empty)");
        Assert.True(page.Find("button[aria-label=下一个工单]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Without_a_list_there_is_nothing_to_go_on_in()
    {
        var (li, numbers) = await OrdersAsync(2);
        SignIn(As.Agent(li));
        var page = Open(numbers[0], "?view=nonsense&tab=records");
        page.WaitForElement("[role=tab]");
        Assert.Empty(page.FindAll("[aria-label=下一个工单]"));
        Assert.Equal("/work-orders", page.Find("[data-back]").GetAttribute("href"));
    }

    [Fact]
    public async Task An_order_that_leaves_the_list_by_being_handled_keeps_its_neighbours()
    {
        var (li, numbers) = await OrdersAsync(3);
        SignIn(As.Agent(li));
        var page = Open(numbers[1], "?view=my-unhandled");
        Assert.Equal("2 / 3", page.WaitForElement(".place:not(:empty)").TextContent);
        await page.ClickAsync("受理");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".place:not(:empty)")));
        Assert.StartsWith($"/work-orders/{numbers[0]}?", page.Find("a[aria-label=上一个工单]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.StartsWith($"/work-orders/{numbers[2]}?", page.Find("a[aria-label=下一个工单]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_new_ones_pushed_to_the_next_page_is_still_found()
    {
        var (li, numbers) = await OrdersAsync(22);
        SignIn(As.Agent(li));
        var page = Open(numbers[20], "?view=created&size=20");
        Assert.Equal("21 / 22", page.WaitForElement(".place:not(:empty)").TextContent);
        Assert.Equal($"/work-orders/{numbers[21]}?view=created&page=2&size=20", page.Find("a[aria-label=下一个工单]").GetAttribute("href"));
    }

    [Fact]
    public async Task A_chosen_tab_stands_in_the_address()
    {
        var (li, numbers) = await OrdersAsync(1);
        SignIn(As.Agent(li));
        var page = Open(numbers[0], "?view=created");
        page.WaitForElement("[role=tab]");
        await page.ClickAsync("客户", "[role=tab]");
        Assert.EndsWith($"/work-orders/{numbers[0]}?view=created&tab=customer", Navigator.Uri, StringComparison.Ordinal);
        await page.ClickAsync("工单信息", "[role=tab]");
        Assert.EndsWith($"/work-orders/{numbers[0]}?view=created", Navigator.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editing_goes_to_工单信息_and_keeps_the_other_tabs_away()
    {
        var (li, numbers) = await OrdersAsync(1);
        SignIn(As.Agent(li));
        var page = Open(numbers[0], "?view=created&tab=customer");
        page.WaitForElement("[role=tab]");
        await page.ClickAsync("编辑");
        page.WaitForElement("[role=tabpanel] form");
        Assert.Equal("工单信息", page.Find("[role=tab][aria-selected=true]").TextContent);
        Assert.Equal(page.FindAll("[role=tab]").Count - 1, page.FindAll("[role=tab]:disabled").Count);
        Assert.EndsWith("?view=created", Navigator.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_in_the_address_may_be_written_in_another_way()
    {
        var (li, numbers) = await OrdersAsync(1);
        SignIn(As.Agent(li));
        var number = numbers[0];
        foreach (var typed in new[] { number.ToLowerInvariant(), string.Concat(number.Select(c => (char)(c + 0xFEE0))) })
        {
            var page = Open(typed, "");
            page.WaitForAssertion(() => Assert.Contains("编辑", page.Find(".page").TextContent, StringComparison.Ordinal));
        }
    }

    private IRenderedComponent<WorkOrderPage> Open(string number, string query)
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Navigator.NavigateTo($"/work-orders/{number}{query}");
        return Render<WorkOrderPage>(p => p.Add(w => w.Number, number));
    }

    /// <summary>Creates orders and returns their numbers, newest first, like the list.</summary>
    private async Task<(User Handler, List<string> Numbers)> OrdersAsync(int count)
    {
        var li = await Database.SaveAsync(Given.User("李雷"));
        List<string> numbers = [];
        for (var i = 0; i < count; i++)
        {
            WorkOrder order = Given.WorkOrder().HandledBy(li).At(Given.Now.AddMinutes(-i));
            numbers.Add((await Database.SaveAsync(order)).Number);
        }

        return (li, numbers);
    }
}
