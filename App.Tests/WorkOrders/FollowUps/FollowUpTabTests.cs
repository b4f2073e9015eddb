using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Events;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.Messages;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;
using WorkOrders.Tests.Drafts;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Tests.FollowUps;

public sealed class FollowUpTabTests : ComponentTest
{
    public FollowUpTabTests(TestDatabase database)
        : base(database) => Services.AddSingleton<OrderListsCache>();

    [Fact]
    public async Task A_new_one_copies_the_newest_and_locks_it()
    {
        var (order, li) = await OrderAsync();
        await Database.Factory.AddFollowUpAsync(order.Number, new(NegotiationResult.Agreed, FreeText.Parse("第一次"), null, BlackIndustry.No), 0, As.Agent(li), Given.Now);
        var tab = Show(order, As.Agent(li));
        Assert.Single(tab.FindAll("article button"), b => b.TextContent == "更新");
        await tab.ClickAsync("新增跟进");
        Assert.Equal("第一次", tab.Find("textarea").GetAttribute("value"));
        await tab.OnAsync("textarea", e => e.InputAsync("第一次，第二次"));
        Assert.Contains("7 / 1000", tab.Markup, StringComparison.Ordinal);
        await tab.OnAsync("form", e => e.SubmitAsync());
        tab.WaitForAssertion(() => Assert.Equal(2, tab.FindAll("article").Count));
        Assert.Contains(Toasts, t => t.Text == "跟进记录已保存");
        Assert.Contains("已锁定", tab.FindAll("article")[1].TextContent, StringComparison.Ordinal);
        Assert.Single(tab.FindAll("article button"), b => b.TextContent == "更新");
    }

    [Fact]
    public async Task An_update_is_refused_when_a_colleague_added_one_meanwhile_and_the_text_stays()
    {
        var (order, li) = await OrderAsync();
        await Database.Factory.AddFollowUpAsync(order.Number, Of("一"), 0, As.Agent(li), Given.Now);
        var tab = Show(order, As.Agent(li));
        await tab.ClickAsync("更新");
        await tab.OnAsync("textarea", e => e.InputAsync("写了很久"));
        await Database.Factory.AddFollowUpAsync(order.Number, Of("二"), 1, As.Leader(await Database.SaveAsync(Given.User("周敏"))), Given.Now);
        await tab.OnAsync("form", e => e.SubmitAsync());
        tab.WaitForAssertion(() => Assert.Contains("第 1 条跟进记录已锁定", tab.Markup, StringComparison.Ordinal));
        Assert.Equal("写了很久", tab.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task What_is_typed_is_a_draft_after_a_pause_and_comes_back()
    {
        var (order, li) = await OrderAsync();
        var tab = Show(order, As.Agent(li));
        await tab.ClickAsync("新增跟进");
        await tab.OnAsync("textarea", e => e.InputAsync("打到一半"));
        Clock.Advance(TimeSpan.FromSeconds(2));
        tab.WaitForAssertion(() => Assert.Contains("草稿已保存", tab.Markup, StringComparison.Ordinal));

        // Left for another page: it is offered, not filled in.
        await DisposeComponentsAsync();
        var again = Again(order);
        again.WaitForState(() => again.Markup.Contains("继续草稿", StringComparison.Ordinal));
        await again.FindAll("button").Single(b => b.TextContent.StartsWith("继续草稿", StringComparison.Ordinal)).ClickAsync(new());
        Assert.Equal("打到一半", again.Find("textarea").GetAttribute("value"));
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        var asked = again.ClickAsync("放弃");
        await dialogs.ClickAsync("放弃");
        await asked;
        again.WaitForAssertion(() => Assert.DoesNotContain(again.FindAll("button"), b => b.TextContent.StartsWith("继续草稿", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_double_click_makes_one_follow_up()
    {
        var (order, li) = await OrderAsync();
        var tab = Show(order, As.Agent(li));
        await tab.ClickAsync("新增跟进");
        await tab.OnAsync("textarea", e => e.InputAsync("一次"));

        // Call the handler twice directly: a second click would fail if the form was already removed.
        var save = tab.FindComponent<LongForm>().Instance.OnSave;
        await tab.InvokeAsync(() => Task.WhenAll(save.InvokeAsync(), save.InvokeAsync()));
        tab.WaitForAssertion(() => Assert.Single(tab.FindAll("article")));
        Assert.Equal(1, await Database.ReadAsync(db => db.FollowUps.CountAsync(f => f.WorkOrderId == order.Id)));
    }

    [Fact]
    public async Task A_colleague_reads_and_writes_nothing()
    {
        var (order, li) = await OrderAsync();
        await Database.Factory.AddFollowUpAsync(order.Number, Of("电话 13812345678"), 0, As.Agent(li), Given.Now);
        var tab = Show(order, As.Agent(await Database.SaveAsync(Given.User("王芳"))));
        Assert.Contains("138****5678", tab.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(tab.FindAll("button"), b => b.TextContent is "新增跟进" or "更新");
    }

    [Fact]
    public async Task What_a_colleague_adds_comes_by_itself_and_what_one_types_stays()
    {
        var (order, li) = await OrderAsync();
        var tab = Show(order, As.Agent(li));
        await tab.ClickAsync("新增跟进");
        await tab.OnAsync("textarea", e => e.InputAsync("打到一半"));
        await Database.Factory.AddFollowUpAsync(order.Number, Of("同事写的"), 0, As.Leader(await Database.SaveAsync(Given.User("周敏"))), Given.Now);
        Services.GetRequiredService<LiveEvents>().Publish(LiveEvent.OrderChanged(order.Number));
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => tab.Markup.Contains("同事写的", StringComparison.Ordinal));
        Assert.Equal("打到一半", tab.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task A_template_is_chosen_changed_and_goes_out_with_the_follow_up()
    {
        var (order, li) = await OrderAsync();
        SmsTemplate.Create("还款提醒", "{客户姓名}您好，请按时还款", true, As.Leader(li), Given.Now, out var template);
        Assert.NotNull(template);
        await Database.SaveAsync(template);
        var tab = Show(order, As.Agent(li));
        var popovers = Render<MudPopoverProvider>();
        await tab.ClickAsync("新增跟进");
        await tab.OnAsync("textarea", e => e.InputAsync("已电话沟通"));
        Assert.Contains("保存时发送短信到 " + Given.MaskedPhone, tab.Markup, StringComparison.Ordinal);
        await tab.OnAsync("input[type=checkbox]", e => e.ChangeAsync(new() { Value = true }));
        await tab.ChooseAsync(popovers, "短信模板", template.Name);
        Assert.Equal("张伟您好，请按时还款", tab.Find("#field-短信内容").GetAttribute("value"));
        await tab.OnAsync("#field-短信内容", e => e.ChangeAsync(new() { Value = "张伟您好，请周五前还款" }));
        await tab.OnAsync("form", e => e.SubmitAsync());
        tab.WaitForAssertion(() => Assert.Contains("短信 排队中", tab.Markup, StringComparison.Ordinal));
        Assert.Contains("张伟您好，请周五前还款", tab.Markup, StringComparison.Ordinal);
        Assert.Contains("还款提醒", tab.Find(".sms").TextContent, StringComparison.Ordinal);
        var record = await Database.ReadAsync(db => db.OperationRecords.OrderByDescending(r => r.Id).FirstAsync(r => r.SubjectKey == order.Number));
        Assert.Contains(record.Changes, c => (c.Field, c.To) == (FollowUpFieldNames.SmsTemplate, "还款提醒"));
    }

    [Fact]
    public async Task Without_the_database_nothing_typed_is_lost_and_the_draft_is_tried_again()
    {
        var (order, li) = await OrderAsync();
        var (away, ordersAway) = (new FailingRead("Drafts") { Works = true }, new FailingRead("WorkOrders") { Works = true });
        Services.AddSingleton<Microsoft.EntityFrameworkCore.IDbContextFactory<AppDb>>(new InterceptedFactory(Database, away, ordersAway));
        var tab = Show(order, As.Agent(li));
        await tab.ClickAsync("新增跟进");
        (away.Works, ordersAway.Works) = (false, false);
        await tab.OnAsync("textarea", e => e.InputAsync("打到一半"));
        Clock.Advance(TimeSpan.FromSeconds(2));
        tab.WaitForAssertion(() => Assert.Contains("草稿没有保存", tab.Markup, StringComparison.Ordinal));
        await tab.OnAsync("form", e => e.SubmitAsync());
        tab.WaitForAssertion(() => Assert.Contains("暂时无法保存，填写的内容还在", tab.Markup, StringComparison.Ordinal));
        Assert.Equal("打到一半", tab.Find("textarea").GetAttribute("value"));

        (away.Works, ordersAway.Works) = (true, true);
        Clock.Advance(TimeSpan.FromSeconds(10));
        tab.WaitForAssertion(() => Assert.Contains("草稿已保存", tab.Markup, StringComparison.Ordinal));
        await tab.OnAsync("form", e => e.SubmitAsync());
        tab.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text == "跟进记录已保存"));
    }

    [Fact]
    public async Task Without_the_database_the_form_is_not_left_before_a_question()
    {
        var (order, li) = await OrderAsync();
        var away = new FailingRead("Drafts") { Works = true };
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, away));
        SignIn(As.Agent(li));
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        var tab = Again(order);
        await tab.ClickAsync("新增跟进");
        away.Works = false;

        // Less than a second after the last key, when nothing was tried yet.
        await tab.OnAsync("textarea", e => e.InputAsync("打到一半"));
        var leaving = tab.ClickAsync("收起");
        await dialogs.ClickAsync("继续填写");
        await leaving;
        Assert.Equal("打到一半", tab.Find("textarea").GetAttribute("value"));
        Assert.DoesNotContain(tab.FindAll("fieldset"), f => f.HasAttribute("disabled"));

        away.Works = true;
        await tab.ClickAsync("收起");
        tab.WaitForAssertion(() => Assert.Empty(tab.FindComponents<FollowUpForm>()));
        Assert.Equal("打到一半", Assert.Single(await Database.DraftsOfAsync(As.Agent(li))).Read<FollowUpDraft>()!.Content);
    }

    [Fact]
    public async Task Left_while_it_saves_it_is_saved_once_and_no_draft_stays()
    {
        var (order, saving, save) = await SaveAsync("说完就走");
        var left = DisposeComponentsAsync();
        save.Release();
        await Task.WhenAll(left, saving);
        Assert.Equal("说完就走", (await Database.ReadAsync(db => db.FollowUps.SingleAsync(f => f.WorkOrderId == order.Id))).Content?.Unmask());
        Assert.False(await Database.ReadAsync(db => db.Drafts.AnyAsync(d => d.Key == order.Number)));
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public async Task Left_while_it_saves_what_was_refused_stays_as_a_draft()
    {
        var (order, saving, save) = await SaveAsync("写了很久");
        await Database.Factory.AddFollowUpAsync(order.Number, Of("同事先写的"), 0, As.Leader(await Database.SaveAsync(Given.User("周敏"))), Given.Now);
        var left = DisposeComponentsAsync();
        save.Release();
        await Task.WhenAll(left, saving);
        Assert.Equal(1, await Database.ReadAsync(db => db.FollowUps.CountAsync(f => f.WorkOrderId == order.Id)));
        Assert.Equal("写了很久", Assert.Single(await Database.DraftsOfAsync(As.Agent((await Database.ReadAsync(db => db.WorkOrders.Include(o => o.Handler).SingleAsync(o => o.Id == order.Id))).Handler!))).Read<FollowUpDraft>()!.Content);
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    private static FollowUpFields Of(string content) => new(null, FreeText.Parse(content), null, null);

    // Types and submits; the save is delayed.
    private async Task<(WorkOrder Order, Task Saving, HeldSave Save)> SaveAsync(string content)
    {
        var (order, li) = await OrderAsync();
        var save = new HeldSave(1);
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, save));
        var tab = Show(order, As.Agent(li));
        await tab.ClickAsync("新增跟进");
        await tab.OnAsync("textarea", e => e.InputAsync(content));
        var saving = tab.OnAsync("form", e => e.SubmitAsync());
        await save.Reached;
        return (order, saving, save);
    }

    private IRenderedComponent<FollowUpTab> Show(WorkOrder order, CurrentUser me)
    {
        SignIn(me);
        return Again(order);
    }

    private IRenderedComponent<FollowUpTab> Again(WorkOrder order)
    {
        var tab = Render<FollowUpTab>(p => p.Add(t => t.Order, order));
        tab.WaitForElement("ol.chain, .empty");
        return tab;
    }

    private async Task<(WorkOrder Order, User Handler)> OrderAsync()
    {
        var li = await Database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        return (await Database.SaveAsync(order), li);
    }
}
