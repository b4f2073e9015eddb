using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.FollowUps.Form;
using WorkOrders.History;
using WorkOrders.LoanCore;
using WorkOrders.Page;
using WorkOrders.Page.CallSummaries;
using WorkOrders.Page.Person;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests.Page;

/// <summary>A save makes the page read the order again. What the user opens or clicks until then stays and is done.</summary>
public sealed class ChangedInPlaceTests : ComponentTest
{
    private readonly HeldRead reload = new("LoanCoreSnapshots") { IsArmed = false };
    private readonly HeldRead list = new("SmsMessages") { IsArmed = false };

    public ChangedInPlaceTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<OrderListsCache>();
        Services.AddSingleton<ViewCounts>();
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, reload, list));
    }

    [Fact]
    public Task A_customer_tab_that_was_opened_meanwhile_stays() => StaysAsync<CustomerTab>("客户", ".facts");

    [Fact]
    public Task The_records_that_were_opened_meanwhile_stay() => StaysAsync<OperationHistory>("操作记录", "ol.records");

    [Fact]
    public Task A_history_that_was_opened_meanwhile_stays() => StaysAsync<OrderHistory>("历史小结", ".empty");

    [Fact]
    public async Task The_form_of_a_follow_up_stays_until_the_new_list_is_read()
    {
        var (_, details) = await ShowAsync();
        details.WaitForState(() => details.FindAll("button").Any(b => b.TextContent == "新增跟进"));
        list.IsArmed = true;
        var saving = await WriteAsync(details);
        await list.Reached;
        details.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text == "跟进记录已保存"));
        Assert.NotEmpty(details.FindComponents<FollowUpForm>());
        Assert.True(details.Button("正在保存…").HasAttribute("disabled"));
        Assert.DoesNotContain(details.FindAll("button"), b => b.TextContent == "新增跟进");
        await list.ReleaseAsync();
        await saving;
        details.WaitForAssertion(() => Assert.Single(details.FindAll("ol.chain > li")));
        Assert.NotNull(details.Button("新增跟进"));
        Assert.Empty(details.FindComponents<FollowUpForm>());
    }

    [Fact]
    public async Task Records_are_read_again_in_place_after_an_act()
    {
        var (_, details) = await ShowAsync("records");
        details.WaitForElement("ol.records");
        var records = details.FindComponent<OperationHistory>().Instance;
        await details.ClickAsync("受理");
        details.WaitForAssertion(() => Assert.Contains(details.FindAll("ol.records > li strong"), r => r.TextContent == "受理"));
        Assert.Same(records, details.FindComponent<OperationHistory>().Instance);
    }

    [Fact]
    public async Task Earlier_orders_that_were_read_stay_after_an_act_and_another_customers_come_when_the_order_names_another()
    {
        var (mine, theirs) = (NewPhone(), NewPhone());
        var (order, details) = await ShowAsync("history", f => f with { CustomerPhone = mine });
        foreach (var day in Enumerable.Range(1, HistoryQueries.PageSize + 1))
        {
            await Database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(order.Handler!).At(Given.Now.AddDays(-day)).With(f => f with { CustomerPhone = mine }));
        }

        await Database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(order.Handler!).With(f => f with { CustomerPhone = theirs }));
        details.Render(p => p.Add(d => d.Number, "none").Add(d => d.Tab, "history"));
        details.Render(p => p.Add(d => d.Number, order.Number).Add(d => d.Tab, "history"));
        await details.ClickAsync("更早的");
        details.WaitForAssertion(() => Assert.Equal(HistoryQueries.PageSize + 1, Rows(details)));
        await details.ClickAsync("受理");
        details.WaitForState(() => details.Find(".status").TextContent == "处理中");
        Assert.Equal(HistoryQueries.PageSize + 1, Rows(details));

        await Database.ActAsync(order.Number, (o, _) => o.Edit(o.Fields with { CustomerPhone = theirs }, As.Agent(order.Handler!), Given.Now));
        await details.InvokeAsync(() => details.FindComponent<global::WorkOrders.Page.OrderActions>().Instance.OnChanged.InvokeAsync());
        details.WaitForAssertion(() => Assert.Equal(1, Rows(details)));
    }

    [Fact]
    public async Task Settling_right_after_a_follow_up_is_not_refused_because_of_it()
    {
        var (order, details) = await ShowAsync();
        var dialogs = Render<MudDialogProvider>();
        var saving = await SaveAsync(details);
        var settling = details.ClickAsync("结单");
        await reload.ReleaseAsync();
        await saving;
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        details.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text == "工单已结单"));
        await settling;
        Assert.Equal(WorkOrderStatus.Settled, (await Database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Number == order.Number))).Status);
    }

    [Fact]
    public async Task Settling_waits_for_a_follow_up_that_is_being_saved()
    {
        var save = new HeldSave(1);
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, save));
        var (order, details) = await ShowAsync();
        var dialogs = Render<MudDialogProvider>();
        details.WaitForState(() => details.FindAll("button").Any(b => b.TextContent == "新增跟进"));
        var saving = await WriteAsync(details);
        await save.Reached;
        Assert.True(details.Find("form > fieldset").HasAttribute("disabled"));
        var settling = details.ClickAsync("结单");
        Assert.Empty(dialogs.FindAll(".mud-dialog"));
        save.Release();
        await saving;
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        details.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text == "工单已结单"));
        await settling;
        Assert.Equal(WorkOrderStatus.Settled, (await Database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Number == order.Number))).Status);
    }

    private static int Rows(IRenderedComponent<WorkOrderDetails> details) => details.FindAll("ol.history > li").Count;

    private static PhoneNumber NewPhone() => PhoneNumber.Parse("135" + Given.Next().ToString("D8"))!;

    private async Task StaysAsync<T>(string tab, string part)
        where T : class, IComponent
    {
        var (_, details) = await ShowAsync();
        var saving = await SaveAsync(details);
        await details.ClickAsync(tab, "[role=tab]");
        details.WaitForElement(part);
        var opened = details.FindComponent<T>().Instance;
        await reload.ReleaseAsync();
        await saving;
        Assert.Equal("处理中", details.Find(".status").TextContent);
        Assert.Same(opened, details.FindComponent<T>().Instance);
    }

    // Returns when the follow-up is saved and the order is being read again.
    private async Task<Task> SaveAsync(IRenderedComponent<WorkOrderDetails> details)
    {
        reload.IsArmed = true;
        var saving = await WriteAsync(details);
        await reload.Reached;
        return saving;
    }

    private static async Task<Task> WriteAsync(IRenderedComponent<WorkOrderDetails> details)
    {
        await details.ClickAsync("新增跟进");
        await details.OnAsync("textarea", e => e.InputAsync("电话沟通"));
        return details.OnAsync("form", e => e.SubmitAsync());
    }

    private async Task<(WorkOrder Order, IRenderedComponent<WorkOrderDetails> Details)> ShowAsync(string tab = "follow-ups", Func<WorkOrderFields, WorkOrderFields>? change = null)
    {
        var li = await Database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(change ?? (f => f with { CustomerPhone = NewPhone() }));
        await Database.SaveAsync(order);
        SignIn(As.Agent(li));
        var details = Render<WorkOrderDetails>(p => p.Add(d => d.Number, order.Number).Add(d => d.Tab, tab));
        details.WaitForElement("[role=tab]");
        return (order, details);
    }
}
