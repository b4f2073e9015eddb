using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Desk.Views;
using WorkOrders.Dispatch;
using WorkOrders.LookUps;
using WorkOrders.NewOrder;
using WorkOrders.Shared.People;
using WorkOrders.Staff;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests.NewOrder;

public sealed class CreateWorkOrderTests : ComponentTest
{
    private IRenderedComponent<MudPopoverProvider> popovers = null!;

    public CreateWorkOrderTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<OrderListsCache>();
        Services.AddSingleton<DueTimes.DueTableCache>();
        Services.AddSingleton<ViewCounts>();
    }

    [Fact]
    public async Task A_screen_pop_brings_the_number_and_the_due_time_of_the_priority()
    {
        var page = await OpenAsync("callerNumber=%2B86+138-1234-5678");
        Assert.Equal("+86 138-1234-5678", Input(page, "来电号码").GetAttribute("value"));
        Assert.Equal("2026-11-21 14:00", Input(page, "到期时间").GetAttribute("value"));
        await page.ChooseAsync(popovers, "优先级", "紧急");
        Assert.Equal("2026-11-20 18:00", Input(page, "到期时间").GetAttribute("value"));
    }

    [Fact]
    public async Task A_later_minute_does_not_change_the_due_time_that_somebody_may_be_typing()
    {
        var page = await OpenAsync("callerNumber=13812340098");
        Clock.Advance(TimeSpan.FromMinutes(2));
        await Input(page, "描述").ChangeAsync("打了两分钟的字");
        Assert.Equal("2026-11-21 14:00", Input(page, "到期时间").GetAttribute("value"));
        await page.ChooseAsync(popovers, "优先级", "紧急");
        Assert.Equal("2026-11-20 18:02", Input(page, "到期时间").GetAttribute("value"));
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(201)]
    public async Task Long_and_odd_query_values_stand_in_the_form(int length)
    {
        var page = await OpenAsync($"callerNumber={new string('9', length)}&customerName=%00%3Cscript%3E&idNumber=%F0%9F%98%80");
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("来电号码应为 5 至 19 位数字", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    public async Task Choosing_a_type_offers_its_topics_and_another_type_empties_them()
    {
        var repay = new ProblemCategory("还款" + Given.Next(), null, 0);
        var complaint = new ProblemCategory("投诉" + Given.Next(), null, 1);
        var topic = new ProblemCategory("扣款异常", repay, 0);
        await Database.SaveAsync(repay, complaint, topic, new ProblemCategory("重复扣款", topic, 0));
        var page = await OpenAsync("");
        Assert.True(Input(page, "问题主题").HasAttribute("disabled"));
        await page.ChooseAsync(popovers, "问题类型", repay.Name);
        Assert.Equal(["未选择", "扣款异常"], await OptionsAsync(page, "问题主题"));
        await page.ChooseAsync(popovers, "问题主题", topic.Name);
        Assert.Equal(["未选择", "重复扣款"], await OptionsAsync(page, "问题主题细分"));
        await page.ChooseAsync(popovers, "问题类型", complaint.Name);
        Assert.Equal(["未选择"], await OptionsAsync(page, "问题主题"));
        Assert.True(Input(page, "问题主题细分").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_wrong_form_says_what_is_wrong_and_asks_for_the_focus()
    {
        var page = await OpenAsync("");
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Equal("true", Input(page, "客户电话").GetAttribute("aria-invalid")));
        Assert.Contains("请选择问题类型", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains(JSInterop.Invocations, i => i.Identifier == "focusFirstError"));
    }

    [Fact]
    public async Task A_double_click_makes_one_order()
    {
        var type = await Database.SaveAsync(new ProblemCategory("咨询" + Given.Next(), null, 0));
        var before = await CountAsync();
        var page = await OpenAsync("callerNumber=13812345678");
        await page.ChooseAsync(popovers, "问题类型", type.Name);
        var form = page.Find("form");

        // Both clicks arrive before the first one is saved.
        await page.InvokeAsync(() => Task.WhenAll(form.SubmitAsync(), form.SubmitAsync()));
        page.WaitForAssertion(() => Assert.Contains("/work-orders/GD", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal(before + 1, await CountAsync());
        var order = await Database.ReadAsync(db => db.WorkOrders.OrderByDescending(o => o.Id).FirstAsync());
        Assert.Equal((WorkOrderSource.Phone, type.Id), (order.Source, order.ProblemTypeId));
        Assert.Equal(order.CreatedById, order.HandlerId);
    }

    [Fact]
    public async Task Saving_after_a_long_call_does_not_count_the_number_of_the_screen_pop_again()
    {
        var type = await Database.SaveAsync(new ProblemCategory("咨询" + Given.Next(), null, 0));
        var (page, me) = await OpenAsMeAsync("callerNumber=13812340099");
        await Eventually.HoldsAsync(async () => await LookUpsAsync(me) == 1);
        Clock.Advance(TimeSpan.FromMinutes(12));
        await page.ChooseAsync(popovers, "问题类型", type.Name);
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("/work-orders/GD", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal(1, await LookUpsAsync(me));
    }

    [Fact]
    public async Task A_mobile_number_of_ten_digits_is_asked_about_and_can_be_kept()
    {
        var type = await Database.SaveAsync(new ProblemCategory("咨询" + Given.Next(), null, 0));
        var page = await OpenAsync("callerNumber=1381234567");
        var dialogs = Render<MudDialogProvider>();
        await page.ChooseAsync(popovers, "问题类型", type.Name);
        _ = page.Find("form").SubmitAsync();
        dialogs.WaitForAssertion(() => Assert.Contains("来电号码像手机号，但有 10 位，手机号是 11 位", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.ClickAsync("返回修改", ".form-actions button");
        Assert.Contains("/work-orders/new", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        _ = page.Find("form").SubmitAsync();
        await dialogs.ClickAsync("仍然保存", ".form-actions button");
        page.WaitForAssertion(() => Assert.Contains("/work-orders/GD", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_colleague_is_found_by_initials_and_one_who_left_is_not_offered()
    {
        var type = await Database.SaveAsync(new ProblemCategory("咨询" + Given.Next(), null, 0));
        var chen = await AgentAsync("陈静");
        var left = await AgentAsync("高峰");
        await using (var db = Database.CreateDbContext())
        {
            (await db.Users.SingleAsync(u => u.Id == chen.Id)).TakeLeave(As.Agent(chen), Given.Now);
            (await db.Users.SingleAsync(u => u.Id == left.Id)).Disable(As.Somebody(Roles.Admin), Given.Now);
            await db.SaveChangesAsync();
        }

        var page = await OpenAsync("idNumber=" + Given.Id);
        await page.ChooseAsync(popovers, "问题类型", type.Name);
        await page.ChooseAsync(popovers, "处理人", "同事");
        await page.OpenAsync("同事");
        popovers.WaitForState(() => popovers.FindAll(".mud-list-item").Any(o => o.TextContent.Contains("陈静", StringComparison.Ordinal)));
        Assert.DoesNotContain(popovers.FindAll(".mud-list-item"), o => o.TextContent.Contains("高峰", StringComparison.Ordinal));
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("请选择接收工单的同事", page.Markup, StringComparison.Ordinal));
        await Input(page, "同事").KeyDownAsync(Key.Get("c"));
        await Input(page, "同事").InputAsync("cj");
        Clock.Advance(TimeSpan.FromSeconds(1));
        popovers.WaitForState(() => popovers.FindAll(".mud-list-item").Count == 1);
        await popovers.ClickAsync(new Colleague(chen.Id, chen.DisplayName, "CJ", chen.EmployeeNumber, null, IsOnLeave: true).Label, ".mud-list-item");
        page.WaitForAssertion(() => Assert.Contains("陈静正在休假", page.Markup, StringComparison.Ordinal));
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("/work-orders/GD", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var order = await Database.ReadAsync(db => db.WorkOrders.OrderByDescending(o => o.Id).FirstAsync());
        Assert.Equal((WorkOrderSource.Manual, chen.Id), (order.Source, order.HandlerId));
    }

    [Fact]
    public async Task Left_to_dispatch_it_goes_to_the_person_on_duty_and_tells_why()
    {
        var type = await Database.SaveAsync(new ProblemCategory("咨询" + Given.Next(), null, 0));
        var han = await AgentAsync("韩梅梅");
        await using (var db = Database.CreateDbContext())
        {
            var role = new DutyRole("组" + Given.Next());
            (await db.Users.SingleAsync(u => u.Id == han.Id)).DutyRoles.Add(role);
            db.Add(role);
            await db.SaveChangesAsync();
            ProcessorSetting.Create(new(type.Id, null, null, null, null), null, role, As.Somebody(Roles.TeamLeader), Given.Now, out var setting);
            db.Add(setting!);
            await db.SaveChangesAsync();
        }

        var page = await OpenAsync("idNumber=" + Given.Id);
        await page.ChooseAsync(popovers, "问题类型", type.Name);
        await page.ChooseAsync(popovers, "处理人", "自动派发");
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("/work-orders/GD", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var order = await Database.ReadAsync(db => db.WorkOrders.OrderByDescending(o => o.Id).FirstAsync());
        Assert.Equal((han.Id, 0), (order.HandlerId, order.DispatchOpen));
        Assert.Equal(DispatchReasons.Automatic, order.DispatchReason);
    }

    [Fact]
    public async Task A_paused_form_keeps_the_numbers_behind_its_masks_on_the_server_and_can_be_saved()
    {
        var type = await Database.SaveAsync(new ProblemCategory("咨询" + Given.Next(), null, 0));
        var (page, me) = await OpenAsMeAsync("callerNumber=13800138000");
        await page.ChooseAsync(popovers, "问题类型", type.Name);
        WorkOrder earlier = Given.WorkOrder().HandledBy(me);
        await Database.SaveAsync(earlier);
        await Input(page, "客户电话").ChangeAsync(earlier.CustomerPhone!.Unmask());
        page.WaitForElement(".known button");
        await page.OnAsync(".known button", e => e.ClickAsync(new()));
        await Input(page, "描述").ChangeAsync("打了很久的字");
        Assert.Equal(earlier.CustomerPhone.Masked, Input(page, "客户电话").GetAttribute("value"));

        await PersistAsync();
        Assert.True(Paused.TryTake<System.Text.Json.JsonElement>($"{me.Id}:new-order", out var kept));
        Assert.DoesNotContain(earlier.CustomerPhone.Unmask(), kept.GetRawText(), StringComparison.Ordinal);
        Paused.Persist($"{me.Id}:new-order", kept);
        await DisposeComponentsAsync();
        var again = Render<CreateWorkOrder>();
        again.WaitForElement("form");
        Assert.Contains("打了很久的字", again.Markup, StringComparison.Ordinal);
        await again.OnAsync("form", e => e.SubmitAsync());
        again.WaitForAssertion(() => Assert.Contains("/work-orders/GD", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var order = await Database.ReadAsync(db => db.WorkOrders.OrderByDescending(o => o.Id).FirstAsync());
        Assert.Equal((earlier.CustomerPhone, "打了很久的字"), (order.CustomerPhone, order.Description!.Unmask()));
    }

    [Fact]
    public async Task Nobody_else_gets_a_paused_form()
    {
        var (page, me) = await OpenAsMeAsync("callerNumber=13800138000");
        await Input(page, "描述").ChangeAsync("打了很久的字");
        await PersistAsync();
        Assert.True(Paused.TryTake<System.Text.Json.JsonElement>($"{me.Id}:new-order", out var kept));
        Paused.Persist($"{me.Id + 1}:new-order", kept);
        await DisposeComponentsAsync();
        var other = Render<CreateWorkOrder>();
        other.WaitForElement("form");
        Assert.DoesNotContain("打了很久的字", Input(other, "描述").OuterHtml, StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Input(IRenderedComponent<CreateWorkOrder> page, string label) => page.Field(label);

    // Opens the field, reads its list, and shuts it again.
    private async Task<IReadOnlyList<string>> OptionsAsync(IRenderedComponent<CreateWorkOrder> page, string label)
    {
        await page.OpenAsync(label);
        popovers.WaitForState(() => popovers.FindAll(".mud-list-item").Count > 0);
        List<string> options = [.. popovers.FindAll(".mud-list-item").Select(o => o.TextContent.Trim())];
        await page.OpenAsync(label);
        popovers.WaitForState(() => popovers.FindAll(".mud-list-item").Count == 0);
        return options;
    }

    private Task<int> LookUpsAsync(User me) => Database.ReadAsync(db => db.LookUps.CountAsync(l => l.UserId == me.Id));

    private Task<int> CountAsync() => Database.ReadAsync(db => db.WorkOrders.CountAsync());

    private async Task<User> AgentAsync(string name)
    {
        var person = await Database.SaveAsync(Given.User(name));
        await using var db = Database.CreateDbContext();
        var role = await db.Roles.FirstOrDefaultAsync(r => r.Name == Roles.Agent) ?? db.Roles.Add(new Role { Name = Roles.Agent, NormalizedName = "AGENT" }).Entity;
        await db.SaveChangesAsync();
        db.UserRoles.Add(new() { UserId = person.Id, RoleId = role.Id });
        await db.SaveChangesAsync();
        return person;
    }

    private async Task<IRenderedComponent<CreateWorkOrder>> OpenAsync(string query) => (await OpenAsMeAsync(query)).Page;

    private async Task<(IRenderedComponent<CreateWorkOrder> Page, User Me)> OpenAsMeAsync(string query)
    {
        var li = await AgentAsync("李雷");
        SignIn(As.Agent(li));
        SetRendererInfo(new RendererInfo("Server", true));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/work-orders/new?" + query);
        popovers = Render<MudPopoverProvider>();
        var page = Render<CreateWorkOrder>();
        page.WaitForElement("form");
        return (page, li);
    }
}
