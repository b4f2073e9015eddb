using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Desk;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Events;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests;

public sealed class WorkOrderListTests : ComponentTest, IAsyncLifetime
{
    private User li = Given.User("李雷");
    private User han = Given.User("韩梅梅");
    private User stranger = Given.User("赵强", "客服二班");

    public WorkOrderListTests(TestDatabase database)
        : base(database)
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        Services.AddDesk();
    }

    public override async Task InitializeAsync()
    {
        li = await Database.SaveAsync(Given.User("李雷"));
        han = await Database.SaveAsync(Given.User("韩梅梅"));
        stranger = await Database.SaveAsync(Given.User("赵强", "客服二班"));
    }

    [Fact]
    public async Task The_eight_views_stand_in_their_order_with_their_counts()
    {
        await SaveAsync(Given.WorkOrder().HandledBy(li), Given.WorkOrder().HandledBy(li).Settled());
        var list = Open(As.Agent(li));
        var views = list.FindAll("nav[aria-label=默认视图] a").Select(a => a.FirstChild!.TextContent.Trim());
        Assert.Equal(["我发的全部工单", "我的未处理工单", "我的已处理工单", "我的结单工单", "全部工单", "全部未处理", "全部处理中", "全部结单工单"], views);
        var counts = list.FindAll("nav[aria-label=默认视图] .count").Take(4).Select(c => c.TextContent);
        Assert.Equal(["2", "1", "0", "1"], counts);
    }

    [Fact]
    public async Task Who_handles_orders_begins_with_what_waits_and_others_with_everything()
    {
        await SaveAsync(Given.WorkOrder().HandledBy(li));
        Assert.Equal("我的未处理工单", CurrentView(Open(As.Agent(li))));
        Assert.Equal("全部工单", CurrentView(Open(As.Compliance(li))));
    }

    [Fact]
    public async Task Identifiers_show_masked_in_rows_and_chips()
    {
        await Database.SaveAsync(new UserPreference(li.Id, DeskLayout.PreferenceKey, "{\"Columns\":[{\"Key\":\"number\",\"Width\":150},{\"Key\":\"phone\",\"Width\":120},{\"Key\":\"id\",\"Width\":160}],\"Panel\":560}"));
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { IdNumber = IdNumber.Parse(Given.Id) });
        await SaveAsync(order);
        var list = Open(As.Agent(li), $"?view=my-unhandled&phone={Given.Phone}");
        Assert.Contains(Given.MaskedPhone, list.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains(Given.MaskedId, list.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Equal($"联系方式：{Given.MaskedPhone}", list.Find(".chip").TextContent.Trim());
        Assert.DoesNotContain(Given.Phone, list.Find(".desk").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_by_phone_goes_to_an_address_and_a_part_of_a_number_is_refused_in_words()
    {
        var list = Open(As.Agent(li));
        await list.OnAsync("#filter-phone", e => e.ChangeAsync(new() { Value = "138" }));
        await list.OnAsync("form[role=search]", e => e.SubmitAsync());
        Assert.Equal("请输入完整的电话号码", list.WaitForElement("[role=alert]").TextContent.Trim());
        await list.OnAsync("#filter-phone", e => e.ChangeAsync(new() { Value = "138 1234 5678" }));
        await list.OnAsync("form[role=search]", e => e.SubmitAsync());
        Assert.EndsWith($"?view=my-unhandled&phone={Given.Phone}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?view=nonsense&page=-1")]
    [InlineData("?view=all&page=1000000000&size=7")]
    [InlineData("?view=all&sort=nonsense&status=broken&from=2026-99-99&open=%3Cscript%3E")]
    public async Task Nonsense_in_the_address_gives_a_list(string query)
    {
        await SaveAsync(Given.WorkOrder().HandledBy(li));
        Assert.NotEmpty(Open(As.Agent(li), query).FindAll("tbody tr"));
    }

    [Fact]
    public void What_was_wrong_in_the_address_is_said()
    {
        var list = Open(As.Agent(li), "?view=all&from=2026-99-99");
        Assert.Contains("创建时间起：日期应为", list.Find(".message.warning").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_circuit_takes_over_what_prerendering_read()
    {
        await SaveAsync(Given.WorkOrder().HandledBy(li));
        var queries = new QueryCounter();
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, queries));
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        var prerendered = Open(As.Agent(li), "?view=all&contract=HT-1", RenderMode.InteractiveServer).Find(".desk").TextContent;
        await PersistAsync();
        Assert.True(Paused.TryTake<Guid>("WorkOrderList:?view=all&contract=HT-1", out var key));
        Paused.Persist("WorkOrderList:?view=all&contract=HT-1", key);
        var read = queries.Count;
        Assert.NotEqual(0, read);

        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Assert.Equal(prerendered, Open(As.Agent(li), "?view=all&contract=HT-1").Find(".desk").TextContent);
        Assert.Equal(read, queries.Count);
    }

    [Fact]
    public async Task A_row_that_changes_between_prerendering_and_the_circuit_is_updated()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        await SaveAsync(order);
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        Open(As.Agent(li), mode: RenderMode.InteractiveServer);
        await PersistAsync();
        await Database.ReadAsync(async db =>
        {
            var changed = await db.WorkOrders.SingleAsync(o => o.Id == order.Id);
            Done(changed.Edit(changed.Fields with { CustomerName = "改名的客户" }, As.Agent(li), Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
        Services.GetRequiredService<LiveEvents>().Publish(LiveEvent.OrderChanged(order.Number));

        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var list = Open(As.Agent(li));
        Assert.DoesNotContain("改名的客户", list.Find("tbody").TextContent, StringComparison.Ordinal);
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(500), () => list.Find("tbody").TextContent.Contains("改名的客户", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_list_says_what_to_do_next()
    {
        Assert.Contains("看全部未处理", Open(As.Agent(han)).Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Contains("清除筛选条件", Open(As.Agent(han), "?view=all&contract=NONE").Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_of_columns_is_remembered_for_the_person()
    {
        await SaveAsync(Given.WorkOrder().HandledBy(li));
        var list = Open(As.Agent(li));
        await list.ClickAsync("列");
        await list.FindAll(".column").Single(c => c.TextContent.Trim() == "状态").QuerySelector("input")!.ChangeAsync(new() { Value = true });
        Assert.Contains("状态", Heads(Open(As.Agent(li))));
        Assert.DoesNotContain("状态", Heads(Open(As.Agent(han), "?view=all")));
    }

    [Fact]
    public async Task A_saved_view_is_seen_by_the_team_without_the_numbers_of_customers()
    {
        var list = Open(As.Agent(li), $"?view=all&phone={Given.Phone}&status=processing");
        await list.ClickAsync("保存视图");
        list.WaitForElement(".save");
        await list.InvokeAsync(() => list.Find("#view-name").Change("处理中的"));
        await list.InvokeAsync(() => list.Find(".save input[type=checkbox]").Change(true));
        await list.InvokeAsync(() => list.Find(".save").Submit());
        list.WaitForAssertion(() => Assert.Contains("处理中的", list.Find(".saved").TextContent, StringComparison.Ordinal));

        var saved = await Database.ReadAsync(db => db.SavedViews.SingleAsync(v => v.OwnerId == li.Id));
        Assert.Equal("?view=all&status=processing", saved.Query);
        Assert.Equal(["处理中的"], await NamesFor(As.Agent(han)));
        Assert.Empty(await NamesFor(As.Agent(stranger)));
    }

    [Fact]
    public void Only_who_may_create_orders_sees_the_button()
    {
        Assert.NotEmpty(Open(As.Agent(li)).FindAll("a[href='/work-orders/new'].primary"));
        Assert.Empty(Open(As.Compliance(li)).FindAll("a[href='/work-orders/new'].primary"));
    }

    [Fact]
    public async Task The_head_says_by_what_the_list_is_sorted()
    {
        await SaveAsync(Given.WorkOrder().HandledBy(li));
        var list = Open(As.Agent(li), "?view=my-unhandled&sort=number");
        Assert.Equal("工单ID", list.Find("th[aria-sort=ascending] a").FirstChild!.TextContent);
    }

    private IRenderedComponent<WorkOrderList> Open(CurrentUser me, string query = "", IComponentRenderMode? mode = null)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/work-orders" + query);
        var list = Render<CascadingValue<CurrentUser>>(cascade => cascade.Add(c => c.Value, me).AddChildContent<WorkOrderList>(p => p.SetAssignedRenderMode(mode))).FindComponent<WorkOrderList>();
        list.WaitForAssertion(() => Assert.Empty(list.FindAll("[aria-busy]")));
        return list;
    }

    private async Task SaveAsync(params WorkOrder[] orders)
    {
        foreach (var order in orders)
        {
            await Database.SaveAsync(order);
        }
    }

    private static string CurrentView(IRenderedComponent<WorkOrderList> list) => list.Find("nav[aria-label=默认视图] [aria-current]").FirstChild!.TextContent.Trim();

    private static List<string> Heads(IRenderedComponent<WorkOrderList> list) =>
        [.. list.FindAll("thead tr:last-child th").Select(th => th.TextContent.Trim().TrimEnd('↑', '↓'))];

    private Task<List<string>> NamesFor(CurrentUser me) => Database.ReadAsync(db => db.SavedViews.VisibleTo(me).Select(v => v.Name).ToListAsync());
}
