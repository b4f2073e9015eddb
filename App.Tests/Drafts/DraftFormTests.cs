using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Database;
using WorkOrders.Defaults.Applications.Form;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Desk.Views;
using WorkOrders.Drafts;
using WorkOrders.DueTimes;
using WorkOrders.Events;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.Handling;
using WorkOrders.NewOrder;
using WorkOrders.Page;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests.Drafts;

/// <summary>Drafts in forms: what comes back by itself, what is offered, and what a form does whose right is gone.</summary>
public sealed class DraftFormTests : ComponentTest
{
    public DraftFormTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<OrderListsCache>();
        Services.AddSingleton<DueTableCache>();
        Services.AddSingleton<ViewCounts>();
        Services.AddSingleton(new Applying(database, new FileUses([new EvidenceUse(), new DraftFileUse()]), Clock));
        var script = JSInterop.SetupModule("./js/drafts.js");
        script.Mode = JSRuntimeMode.Loose;
        script.Setup<string?>("windowId").SetResult(KeptDraft.Window);
        script.Setup<bool>("copy", _ => true).SetResult(true);
    }

    [Fact]
    public async Task An_unfinished_order_is_offered_never_filled_in_and_comes_back_on_a_click()
    {
        var me = await AgentAsync("李雷");
        await Database.Factory.KeepOrderAsync(new() { CustomerName = "张伟", Description = "打了很久的字" }, me, Clock.GetUtcNow(), "closed window");
        Clock.Advance(DraftKeeping.Lease);
        var page = Open("callerNumber=13800138000");
        page.WaitForAssertion(() => Assert.Contains("您有没写完的工单（张伟，今天 14:00）", page.Markup, StringComparison.Ordinal));
        Assert.Equal("13800138000", page.Field("来电号码").GetAttribute("value"));
        Assert.DoesNotContain("打了很久的字", page.Markup, StringComparison.Ordinal);

        await page.ClickAsync("继续填写");
        page.WaitForAssertion(() => Assert.Equal("张伟", page.Field("客户姓名").GetAttribute("value")));
        Assert.Contains("打了很久的字", page.Markup, StringComparison.Ordinal);
        Assert.Contains("已恢复 今天 14:00 没有保存的内容", page.Markup, StringComparison.Ordinal);
        Assert.Equal(KeptDraft.Window, Assert.Single(await Database.DraftsOfAsync(me)).Window);
    }

    [Fact]
    public async Task An_offered_draft_is_discarded_after_a_question()
    {
        var me = await AgentAsync("李雷");
        await Database.Factory.KeepOrderAsync(new() { CustomerName = "张伟" }, me, Clock.GetUtcNow(), "closed window");
        Clock.Advance(DraftKeeping.Lease);
        var dialogs = Dialogs();
        var page = Open("");
        await AnswerAsync(page, "放弃", dialogs, "取消");
        Assert.Single(await Database.DraftsOfAsync(me));
        await AnswerAsync(page, "放弃", dialogs, "放弃");
        page.WaitForAssertion(() => Assert.DoesNotContain("您有没写完的", page.Markup, StringComparison.Ordinal));
        Assert.Empty(await Database.DraftsOfAsync(me));
    }

    [Fact]
    public async Task What_is_typed_is_kept_without_a_word_from_the_field_and_ends_with_the_order()
    {
        var me = await AgentAsync("李雷");
        var type = await Database.SaveAsync(new ProblemCategory("咨询" + Given.Next(), null, 0));
        var popovers = Render<MudPopoverProvider>();
        var page = Open("callerNumber=13812345678");
        await page.Field("描述").ChangeAsync("打了很久的字");
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => page.Markup.Contains("草稿已保存", StringComparison.Ordinal));
        var draft = Assert.Single(await Database.DraftsOfAsync(me)).Read<OrderDraft>()!;
        Assert.Equal(("打了很久的字", "/work-orders/new?callerNumber=13812345678"), (draft.Input.Description, draft.Address));
        await page.ChooseAsync(popovers, "问题类型", type.Name);
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("/work-orders/GD", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Empty(await Database.DraftsOfAsync(me));
    }

    [Fact]
    public async Task After_a_restart_the_same_window_gets_its_order_back_and_is_told_which_numbers_are_gone()
    {
        var me = await AgentAsync("李雷");
        await Database.Factory.KeepOrderAsync(new() { CustomerName = "张伟", CustomerPhone = Given.MaskedPhone, CallerNumber = "13900001111" }, me, Clock.GetUtcNow());
        var dialogs = Dialogs();
        var page = Open("");
        page.WaitForAssertion(() => Assert.Equal("张伟", page.Field("客户姓名").GetAttribute("value")));
        Assert.Contains("客户电话只剩下遮住的样子，请重新填写完整的号码", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("来电号码只剩下", page.Markup, StringComparison.Ordinal);
        await AnswerAsync(page, "放弃草稿", dialogs, "取消");
        Assert.Equal("张伟", page.Field("客户姓名").GetAttribute("value"));
        await AnswerAsync(page, "放弃草稿", dialogs, "放弃");
        page.WaitForAssertion(() => Assert.Null(page.Field("客户姓名").GetAttribute("value")));
        Assert.Empty(await Database.DraftsOfAsync(me));
    }

    [Fact]
    public async Task Who_types_before_the_old_draft_is_found_keeps_both()
    {
        var me = await AgentAsync("李雷");
        await Database.Factory.KeepOrderAsync(new() { CustomerName = "张伟" }, me, Clock.GetUtcNow());
        var held = new HeldRead("Drafts");
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, held));
        var page = Open("");
        await held.Reached;
        await page.Field("描述").ChangeAsync("新来的电话");
        await held.ReleaseAsync();
        page.WaitForAssertion(() => Assert.Contains("您有没写完的工单（张伟", page.Markup, StringComparison.Ordinal));
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => page.Markup.Contains("草稿已保存", StringComparison.Ordinal));
        Assert.Equal(["新来的电话", null], (await Database.DraftsOfAsync(me)).Select(d => d.Read<OrderDraft>()!.Input.Description));
    }

    [Fact]
    public async Task What_another_window_wrote_into_a_draft_since_it_was_listed_is_what_one_goes_on_with()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var id = await Database.Factory.KeepFollowUpAsync(order, "旧的", me, Clock.GetUtcNow(), window: "other window");
        Clock.Advance(DraftKeeping.Lease);
        SignIn(me);
        var tab = Render<FollowUpTab>(p => p.Add(t => t.Order, order));
        tab.WaitForElement(".toolbar");
        await Database.Factory.KeepFollowUpAsync(order, "新的，长得多", me, Clock.GetUtcNow(), id, "other window");
        await Database.Factory.ReleaseDraftAsync(id, "other window", isPutAside: true, me, Clock.GetUtcNow());
        await ContinueAsync(tab);
        tab.WaitForAssertion(() => Assert.Equal("新的，长得多", tab.Find("textarea").GetAttribute("value")));
    }

    [Fact]
    public async Task A_form_that_was_opened_with_an_older_reading_shows_what_is_kept_now()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var id = await Database.Factory.KeepFollowUpAsync(order, "旧的", me, Clock.GetUtcNow());
        var older = Assert.Single(await Database.DraftsOfAsync(me));
        await Database.Factory.KeepFollowUpAsync(order, "新的", me, Clock.GetUtcNow().AddSeconds(1), id);
        SignIn(me);
        DraftRow? restored = null;
        var form = Render<FollowUpForm>(p => p.Add(f => f.Order, order)
            .Add(f => f.Writing, new FollowUpWriting(null, 0, 0, null, []) { Draft = older, Typed = older.Read<FollowUpDraft>() })
            .Add(f => f.OnGoOn, (DraftRow row) => restored = row));
        form.WaitForAssertion(() => Assert.Equal("新的", restored?.Read<FollowUpDraft>()?.Content));
        Assert.Equal("新的", Assert.Single(await Database.DraftsOfAsync(me)).Read<FollowUpDraft>()!.Content);
    }

    [Fact]
    public async Task A_draft_of_an_update_says_that_the_follow_up_was_changed_since()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        Done(await Database.Factory.AddFollowUpAsync(order.Number, new(null, FreeText.Parse("一"), null, null), 0, me, Given.Now));
        await Database.Factory.KeepFollowUpAsync(order, "我改的", me, Clock.GetUtcNow(), window: "closed window", sequence: 1, seen: 1);
        Done(await Database.Factory.UpdateFollowUpAsync(order.Number, 1, 0, new(null, FreeText.Parse("班长改的"), null, null), As.Leader(li), Given.Now));
        Clock.Advance(DraftKeeping.Lease);
        SignIn(me);
        var tab = Render<FollowUpTab>(p => p.Add(t => t.Order, order));
        tab.WaitForElement(".toolbar");
        await ContinueAsync(tab);
        tab.WaitForAssertion(() => Assert.Contains("这条跟进记录后来被修改过", tab.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("我改的", tab.Find("textarea").GetAttribute("value"));
        await tab.OnAsync("form", e => e.SubmitAsync());
        tab.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text == "跟进记录已保存"));
    }

    [Fact]
    public async Task A_draft_that_is_discarded_elsewhere_is_kept_anew_by_the_window_that_shows_it()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var id = await Database.Factory.KeepFollowUpAsync(order, "打到一半", me, Clock.GetUtcNow());
        SignIn(me);
        var tab = Render<FollowUpTab>(p => p.Add(t => t.Order, order));
        tab.WaitForElement(".local-draft");
        Assert.Contains("已恢复", tab.Markup, StringComparison.Ordinal);
        await Database.Factory.DropDraftAsync(id, me, Clock.GetUtcNow());
        Services.GetRequiredService<LiveEvents>().Publish(LiveEvent.DraftsOf(me.Id));
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => tab.Markup.Contains("草稿已保存", StringComparison.Ordinal));
        Assert.Equal("打到一半", Assert.Single(await Database.DraftsOfAsync(me)).Read<FollowUpDraft>()!.Content);
    }

    [Fact]
    public async Task Another_call_in_the_same_window_is_not_filled_with_the_draft_of_the_call_before()
    {
        var me = await AgentAsync("李雷");
        await Database.Factory.KeepOrderAsync(new() { CustomerName = "张伟" }, me, Clock.GetUtcNow(), address: "/work-orders/new?callerNumber=13900001111");
        var page = Open("callerNumber=13800138000");
        page.WaitForAssertion(() => Assert.Contains("您有没写完的工单（张伟", page.Markup, StringComparison.Ordinal));
        Assert.Null(page.Field("客户姓名").GetAttribute("value"));
        Assert.Null(Assert.Single(await Database.DraftsOfAsync(me)).Window);
    }

    [Fact]
    public async Task A_draft_that_another_window_has_open_is_told_and_not_offered()
    {
        var me = await AgentAsync("李雷");
        await Database.Factory.KeepOrderAsync(new() { CustomerName = "张伟" }, me, Clock.GetUtcNow(), "open window");
        var page = Open("");
        page.WaitForAssertion(() => Assert.Contains("另一个窗口也在填写这张表单（今天 14:00）", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("您有没写完的", page.Markup, StringComparison.Ordinal);

        // It is killed and tells nobody: its time runs out, and its draft is offered.
        await Clock.AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => page.Markup.Contains("您有没写完的工单（张伟", StringComparison.Ordinal));
        Assert.DoesNotContain("另一个窗口也在", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_loses_the_order_while_writing_reads_the_text_and_hands_it_to_the_present_handler()
    {
        var (order, li) = await OrderAsync();
        var han = await Database.SaveAsync(Given.User("韩梅梅"));
        SignIn(As.Agent(li));
        var tab = Render<FollowUpTab>(p => p.Add(t => t.Order, order));
        await tab.ClickAsync("新增跟进");
        await tab.OnAsync("textarea", e => e.InputAsync("客户要求延期"));
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => tab.Markup.Contains("草稿已保存", StringComparison.Ordinal));
        await Database.ActAsync(order.Number, (o, db) => o.Assign(db.Users.Single(u => u.Id == han.Id), As.Leader(han), Given.Now));
        var now = await Database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Id == order.Id));
        tab.Render(p => p.Add(t => t.Order, now).Add(t => t.Handler, "韩梅梅"));
        Assert.Contains("工单已转给 韩梅梅，您不能再保存", tab.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("客户要求延期", tab.Find("fieldset[disabled] textarea").GetAttribute("value"));
        Assert.True(tab.Button("保存").HasAttribute("disabled"));

        await tab.ClickAsync("复制");
        tab.WaitForAssertion(() => Assert.Contains(JSInterop.Invocations, i => i.Identifier == "copy" && i.Arguments.Contains("客户要求延期")));
        await tab.ClickAsync("交给现在的处理人");
        tab.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text == "草稿已交出"));
        tab.WaitForAssertion(() => Assert.Empty(tab.FindComponents<FollowUpForm>()));
        Assert.Empty(await Database.DraftsOfAsync(As.Agent(li)));
        Assert.Equal("李雷", Assert.Single(await Database.DraftsOfAsync(As.Agent(han))).HandedBy);
    }

    [Fact]
    public async Task The_present_handler_finds_the_draft_of_a_colleague_in_the_form()
    {
        var (order, li) = await OrderAsync();
        var han = await Database.SaveAsync(Given.User("韩梅梅"));
        var id = await Database.Factory.KeepFollowUpAsync(order, "客户要求延期", As.Agent(han), Clock.GetUtcNow());
        Done(await Database.Factory.HandOverDraftAsync(id, As.Agent(han), Clock.GetUtcNow()));
        SignIn(As.Agent(li));
        var tab = Render<FollowUpTab>(p => p.Add(t => t.Order, order));
        tab.WaitForElement(".toolbar");
        await tab.InvokeAsync(() => tab.FindAll("button").Single(b => b.TextContent.Contains("韩梅梅 写的草稿", StringComparison.Ordinal)).ClickAsync(new()));
        Assert.Equal("客户要求延期", tab.Find("textarea").GetAttribute("value"));
        tab.WaitForAssertion(() => Assert.Contains("这是 韩梅梅 写的草稿", tab.Markup, StringComparison.Ordinal));
        await tab.OnAsync("form", e => e.SubmitAsync());
        tab.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text == "跟进记录已保存"));
        Assert.Empty(await Database.DraftsOfAsync(As.Agent(li)));
    }

    [Fact]
    public async Task An_author_without_the_order_still_reads_the_draft_later()
    {
        var (order, _) = await OrderAsync();
        var han = await Database.SaveAsync(Given.User("韩梅梅"));
        await Database.Factory.KeepFollowUpAsync(order, "以前写的", As.Agent(han), Clock.GetUtcNow(), window: "closed window");
        Clock.Advance(DraftKeeping.Lease);
        SignIn(As.Agent(han));
        var tab = Render<FollowUpTab>(p => p.Add(t => t.Order, order).Add(t => t.Handler, "李雷"));
        tab.WaitForElement(".toolbar");
        await tab.InvokeAsync(() => tab.FindAll("button").Single(b => b.TextContent.Contains("看我的草稿", StringComparison.Ordinal)).ClickAsync(new()));
        Assert.Equal("以前写的", tab.Find("fieldset[disabled] textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task An_edit_comes_back_by_itself_in_its_window_over_what_a_colleague_saved()
    {
        var (order, li) = await OrderAsync();
        var typed = WorkOrderInput.Of(order.Fields);
        typed.Solution = "我的方案";
        var body = DraftRow.Write(new WorkOrders.Page.Editing.EditDraft(typed, WorkOrderInput.Of(order.Fields), order.Version));
        Assert.DoesNotContain(order.CustomerPhone!.Unmask(), body, StringComparison.Ordinal);
        await Database.Factory.KeepDraftAsync(WorkOrders.Page.Editing.EditDraft.Kind, order.Number, null, KeptDraft.Window, body, [], As.Agent(li), Clock.GetUtcNow());
        await Database.ActAsync(order.Number, (o, _) => o.Edit(o.Fields with { ContractNo = "HT-THEIRS" }, As.Leader(li), Given.Now));
        SignIn(As.Agent(li));
        var details = Render<WorkOrderDetails>(p => p.Add(d => d.Number, order.Number));
        details.WaitForAssertion(() => Assert.Contains("这张工单后来被别人修改过", details.Markup, StringComparison.Ordinal));
        await details.OnAsync("form", e => e.SubmitAsync());
        details.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text!.StartsWith("已保存", StringComparison.Ordinal)));
        var now = await Database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Id == order.Id));
        Assert.Equal(("我的方案", "HT-THEIRS", order.CustomerPhone), (now.Solution, now.ContractNo, now.CustomerPhone));
        Assert.Empty(await Database.DraftsOfAsync(As.Agent(li)));
    }

    [Fact]
    public async Task Who_loses_the_order_while_editing_is_told_the_truth_and_hands_the_edit_on()
    {
        var (order, li) = await OrderAsync();
        var han = await Database.SaveAsync(Given.User("韩梅梅"));
        SignIn(As.Agent(li));
        var details = Render<WorkOrderDetails>(p => p.Add(d => d.Number, order.Number));
        await details.ClickAsync("编辑");
        await details.Field("解决方案").ChangeAsync("我的方案");
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => details.Markup.Contains("草稿已保存", StringComparison.Ordinal));
        await AssignAsync(order, han);
        Services.GetRequiredService<LiveEvents>().Publish(LiveEvent.OrderChanged(order.Number));
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(300), () => details.Markup.Contains("工单已转给 韩梅梅，您不能再保存", StringComparison.Ordinal));
        Assert.DoesNotContain("保存时会比对", details.Markup, StringComparison.Ordinal);
        Assert.Equal("我的方案", details.Field("解决方案").GetAttribute("value"));

        await details.ClickAsync("交给现在的处理人");
        details.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text == "草稿已交出"));
        details.WaitForAssertion(() => Assert.Empty(details.FindComponents<WorkOrders.Page.Editing.EditWorkOrder>()));
        Assert.Empty(await Database.DraftsOfAsync(As.Agent(li)));
        Assert.Equal("李雷", Assert.Single(await Database.DraftsOfAsync(As.Agent(han))).HandedBy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_edit_is_still_read_by_its_author_when_the_order_is_lost(bool isOfThisWindow)
    {
        var (order, li) = await OrderAsync();
        await KeepEditAsync(order, "我的方案", As.Agent(li), isOfThisWindow ? KeptDraft.Window : "closed window");
        Clock.Advance(DraftKeeping.Lease);
        await AssignAsync(order, await Database.SaveAsync(Given.User("韩梅梅")));
        SignIn(As.Agent(li));
        var details = Render<WorkOrderDetails>(p => p.Add(d => d.Number, order.Number));
        if (!isOfThisWindow)
        {
            details.WaitForAssertion(() => Assert.Contains("这张工单有您没保存的修改", details.Markup, StringComparison.Ordinal));
            await details.ClickAsync("看我的草稿");
        }

        details.WaitForAssertion(() => Assert.Equal("我的方案", details.Find("fieldset[disabled] #field-解决方案").GetAttribute("value")));
        Assert.Contains("工单已转给 韩梅梅，您不能再保存", details.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("请核对后再保存", details.Markup, StringComparison.Ordinal);
        await details.ClickAsync("复制");
        details.WaitForAssertion(() => Assert.Contains(JSInterop.Invocations, i => i.Identifier == "copy" && i.Arguments.Contains("解决方案：我的方案")));
        await details.ClickAsync("收起");
        details.WaitForAssertion(() => Assert.Contains("看我的草稿", details.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_edit_of_a_settled_order_is_read_and_not_handed_on()
    {
        var (order, li) = await OrderAsync();
        await KeepEditAsync(order, "我的方案", As.Agent(li), KeptDraft.Window);
        await Database.ActAsync(order.Number, (o, _) => o.Settle(null, null, As.Agent(li), Given.Now));
        SignIn(As.Agent(li));
        var details = Render<WorkOrderDetails>(p => p.Add(d => d.Number, order.Number));
        details.WaitForAssertion(() => Assert.Equal("我的方案", details.Find("fieldset[disabled] #field-解决方案").GetAttribute("value")));
        Assert.Contains("工单已结单，您不能再保存", details.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("交给现在的处理人", details.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_new_handler_goes_on_with_the_edit_of_a_colleague()
    {
        var (order, li) = await OrderAsync();
        var han = await Database.SaveAsync(Given.User("韩梅梅"));
        var id = await KeepEditAsync(order, "她的方案", As.Agent(han), "closed window", "13711112222", "再打 13987654321");
        await Database.ActAsync(order.Number, (o, _) => o.Edit(o.Fields with { ContractNo = "HT-THEIRS" }, As.Leader(li), Given.Now));
        Done(await Database.Factory.HandOverDraftAsync(id, As.Agent(han), Clock.GetUtcNow()));
        SignIn(As.Agent(li));
        var details = Render<WorkOrderDetails>(p => p.Add(d => d.Number, order.Number));
        details.WaitForAssertion(() => Assert.Contains("韩梅梅 给您留了一份草稿", details.Markup, StringComparison.Ordinal));
        await details.ClickAsync("继续填写");
        details.WaitForAssertion(() => Assert.Equal("她的方案", details.Field("解决方案").GetAttribute("value")));
        Assert.Contains("这是 韩梅梅 写的草稿", details.Markup, StringComparison.Ordinal);
        Assert.Equal(("137****2222", "再打 139****4321"), (details.Field("客户电话").GetAttribute("value"), details.Field("描述").GetAttribute("value")));
        Assert.DoesNotContain("13711112222", details.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("13987654321", details.Markup, StringComparison.Ordinal);
        Assert.Contains("这张工单后来被别人修改过", details.Markup, StringComparison.Ordinal);
        await details.OnAsync("form", e => e.SubmitAsync());
        details.WaitForAssertion(() => Assert.Contains(Toasts, t => t.Text!.StartsWith("已保存", StringComparison.Ordinal)));
        var now = await Database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Id == order.Id));
        Assert.Equal(
            ("她的方案", "HT-THEIRS", "13711112222", "再打 13987654321"), (now.Solution, now.ContractNo, now.CustomerPhone?.Unmask(), now.Description?.Unmask()));
        Assert.Empty(await Database.DraftsOfAsync(As.Agent(li)));
    }

    [Fact]
    public async Task A_draft_that_a_crashed_window_holds_is_taken_after_a_question()
    {
        var me = await AgentAsync("李雷");
        await Database.Factory.KeepOrderAsync(new() { CustomerName = "张伟" }, me, Clock.GetUtcNow(), "crashed window");
        var dialogs = Dialogs();
        var page = Open("");
        await AnswerAsync(page, "在这里继续", dialogs, "取消");
        Assert.Null(page.Field("客户姓名").GetAttribute("value"));
        await AnswerAsync(page, "在这里继续", dialogs, "在这里继续");
        page.WaitForAssertion(() => Assert.Equal("张伟", page.Field("客户姓名").GetAttribute("value")));
        Assert.Equal(KeptDraft.Window, Assert.Single(await Database.DraftsOfAsync(me)).Window);
        Assert.DoesNotContain("另一个窗口", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follow_up_that_a_crashed_window_holds_is_taken_after_a_question()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        await Database.Factory.KeepFollowUpAsync(order, "打到一半", me, Clock.GetUtcNow(), window: "crashed window");
        SignIn(me);
        var dialogs = Dialogs();
        var tab = Render<FollowUpTab>(p => p.Add(t => t.Order, order));
        await tab.ClickAsync("新增跟进");
        await AnswerAsync(tab, "在这里继续", dialogs, "在这里继续");
        tab.WaitForAssertion(() => Assert.Equal("打到一半", tab.Find("textarea").GetAttribute("value")));
        Assert.Equal(KeptDraft.Window, Assert.Single(await Database.DraftsOfAsync(me)).Window);
    }

    [Fact]
    public async Task The_list_takes_a_draft_that_a_crashed_window_holds_after_a_question()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        await Database.Factory.KeepFollowUpAsync(order, "打到一半", me, Clock.GetUtcNow(), window: "crashed window");
        SignIn(me);
        var dialogs = Dialogs();
        var page = Render<DraftList>();
        await AnswerAsync(page, "继续", dialogs, "取消");
        Assert.Equal("crashed window", Assert.Single(await Database.DraftsOfAsync(me)).Window);
        await AnswerAsync(page, "继续", dialogs, "在这里继续");
        var address = $"/work-orders/{order.Number}?tab=follow-ups";
        page.WaitForAssertion(() => Assert.EndsWith(address, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal(KeptDraft.Window, Assert.Single(await Database.DraftsOfAsync(me)).Window);
    }

    [Fact]
    public async Task A_window_whose_draft_went_on_elsewhere_says_so_and_begins_one_of_its_own_when_typing_goes_on()
    {
        var me = await AgentAsync("李雷");
        var page = Open("");
        await page.Field("描述").ChangeAsync("这里打的字");
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => page.Markup.Contains("草稿已保存", StringComparison.Ordinal));
        var taken = Assert.Single(await Database.DraftsOfAsync(me));
        await using (var db = Database.CreateDbContext())
        {
            await db.Drafts.Where(d => d.Id == taken.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.Window, "other window"));
        }

        Services.GetRequiredService<LiveEvents>().Publish(LiveEvent.DraftsOf(me.Id));
        page.WaitForAssertion(() => Assert.Contains("这份草稿已在另一个窗口里继续", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("草稿已保存", page.Markup, StringComparison.Ordinal);
        Assert.Equal("这里打的字", page.Field("描述").TextContent.Length > 0 ? page.Field("描述").TextContent : page.Field("描述").GetAttribute("value"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(taken.Id, Assert.Single(await Database.DraftsOfAsync(me)).Id);

        await page.Field("描述").ChangeAsync("这里打的字，又打了几个");
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => page.Markup.Contains("草稿已保存", StringComparison.Ordinal));
        var now = await Database.DraftsOfAsync(me);
        Assert.Equal([KeptDraft.Window, "other window"], now.Select(d => d.Window));
        Assert.Equal(["这里打的字，又打了几个", "这里打的字"], now.Select(d => d.Read<OrderDraft>()!.Input.Description));
        Assert.Contains("两边各存一份草稿", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_left_while_its_draft_was_looked_for_holds_none()
    {
        var me = await AgentAsync("李雷");
        var id = await Database.Factory.KeepOrderAsync(new() { CustomerName = "张伟" }, me, Clock.GetUtcNow());
        await Database.Factory.ReleaseDraftAsync(id, KeptDraft.Window, isPutAside: false, me, Clock.GetUtcNow());
        var held = new HeldRead("Drafts");
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, held));
        var session = Services.GetRequiredService<DraftSessions>().Begin(OrderDraft.Kind, "", me, new DraftForm
        {
            Read = () => null,
            Restore = (_, _) => Task.CompletedTask,
            Show = () => { },
            OnPage = work => work(),
        });
        var starting = session.StartAsync();
        await held.Reached;
        await session.DisposeAsync();
        await held.ReleaseAsync();
        await starting;
        Assert.Null(Assert.Single(await Database.DraftsOfAsync(me)).HeldUntil);
    }

    [Fact]
    public void The_beginning_of_a_text_ends_before_a_character_that_does_not_fit()
    {
        Assert.Equal(new string('字', 39) + "…", DraftRow.Brief(new string('字', 39) + "😀后面"));
        Assert.Equal(new string('字', 38) + "😀…", DraftRow.Brief(new string('字', 38) + "😀后面"));
        Assert.DoesNotContain('\uFFFD', WorkOrders.Sheets.CellText.Defuse("\n" + new string('字', WorkOrders.Sheets.CellText.Limit - 2) + "😀"));
    }

    [Fact]
    public async Task The_list_shows_all_ones_own_drafts_and_goes_on_or_discards()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var other = await Database.SaveAsync(Given.User("韩梅梅"));
        await Database.Factory.KeepFollowUpAsync(order, "别人写的", As.Agent(other), Clock.GetUtcNow());
        await Database.Factory.KeepFollowUpAsync(order, "电话 13812345678 打不通", me, Clock.GetUtcNow(), window: "closed window");
        await Database.Factory.KeepOrderAsync(new() { CustomerName = "张伟" }, me, Clock.GetUtcNow(), "closed window");
        Clock.Advance(DraftKeeping.Lease);
        SignIn(me);
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        var page = Render<DraftList>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("li").Count));
        Assert.Contains("张伟", page.FindAll("li")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("电话 138****5678 打不通", page.FindAll("li")[1].TextContent, StringComparison.Ordinal);
        var first = page.InvokeAsync(() => page.FindAll("li")[0].QuerySelectorAll("button")[1].ClickAsync(new()));
        await dialogs.ClickAsync("取消");
        await first;
        Assert.Equal(2, (await Database.DraftsOfAsync(me)).Count);
        var second = page.InvokeAsync(() => page.FindAll("li")[0].QuerySelectorAll("button")[1].ClickAsync(new()));
        await dialogs.ClickAsync("放弃");
        await second;
        page.WaitForAssertion(() => Assert.Single(page.FindAll("li")));
        await page.ClickAsync("继续");
        page.WaitForAssertion(() => Assert.EndsWith($"/work-orders/{order.Number}?tab=follow-ups", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal(KeptDraft.Window, Assert.Single(await Database.DraftsOfAsync(me)).Window);
    }

    [Fact]
    public async Task A_half_filled_application_is_offered_later_and_its_draft_ends_with_the_submission()
    {
        var customer = await Database.SaveAsync(Given.Customer("草稿公司" + Given.Next()));
        var me = await ApplicantAsync();
        var popovers = Render<MudPopoverProvider>();
        var page = Render<NewApplication>();
        page.WaitForElement("#field-客户名称");
        await page.OnAsync("#field-客户名称", e => e.InputAsync(customer.Name));
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(200), () => page.FindAll(".found button").Count > 0);
        await page.OnAsync(".found button", e => e.ClickAsync(new()));
        await page.ChooseAsync(popovers, "严重程度", "高");
        await page.OnAsync(".reasons input", e => e.ChangeAsync(new() { Value = true }));
        await page.OnAsync("#field-备注", e => e.ChangeAsync(new() { Value = "写到一半" }));
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(200), () => page.Markup.Contains("草稿已保存", StringComparison.Ordinal));
        var body = Assert.Single(await Database.DraftsOfAsync(me)).Body;
        Assert.DoesNotContain(customer.Phone!.Unmask(), body, StringComparison.Ordinal);
        await DisposeComponentsAsync();

        var again = Render<NewApplication>();
        again.WaitForAssertion(() => Assert.Contains($"您有没写完的违约申请（{customer.Name}", again.Markup, StringComparison.Ordinal));
        Assert.Empty(again.FindAll(".chosen"));
        await again.ClickAsync("继续填写");
        again.WaitForElement(".chosen");
        Assert.Equal("写到一半", again.Find("#field-备注").GetAttribute("value"));
        await again.OnAsync("form", e => e.SubmitAsync());
        again.WaitForAssertion(() => Assert.Matches("/defaults/applications/[0-9]+$", Services.GetRequiredService<NavigationManager>().Uri));
        Assert.Empty(await Database.DraftsOfAsync(me));
    }

    private IRenderedComponent<MudDialogProvider> Dialogs()
    {
        Render<MudPopoverProvider>();
        return Render<MudDialogProvider>();
    }

    // Clicks a button that asks, and answers.
    private static async Task AnswerAsync<T>(IRenderedComponent<T> page, string button, IRenderedComponent<MudDialogProvider> dialogs, string answer)
        where T : IComponent
    {
        var asked = page.ClickAsync(button);
        await dialogs.ClickAsync(answer);
        await asked;
    }

    private Task<long> KeepEditAsync(WorkOrder order, string solution, CurrentUser me, string window, string? phone = null, string? description = null)
    {
        var typed = WorkOrderInput.Of(order.Fields);
        typed.Solution = solution;
        typed.CustomerPhone = phone ?? typed.CustomerPhone;
        typed.Description = description ?? typed.Description;
        var body = DraftRow.Write(new WorkOrders.Page.Editing.EditDraft(typed, WorkOrderInput.Of(order.Fields), order.Version));
        return Database.Factory.KeepDraftAsync(WorkOrders.Page.Editing.EditDraft.Kind, order.Number, null, window, body, [], me, Clock.GetUtcNow());
    }

    private async Task AssignAsync(WorkOrder order, User to) =>
        Done(await Database.ActAsync(order.Number, (o, db) => o.Assign(db.Users.Single(u => u.Id == to.Id), As.Leader(to), Given.Now)));

    [Fact]
    public async Task A_draft_whose_form_does_not_open_any_more_is_read_and_copied_in_the_list()
    {
        var user = await Database.SaveAsync(Given.User("孙磊"));
        var body = DraftRow.Write(new ApplicationDraft(null, "草稿公司", [], null, null, "写到一半"));
        await Database.Factory.KeepDraftAsync(ApplicationDraft.Kind, "", null, "closed window", body, [], As.In(user, Roles.RiskOperator), Clock.GetUtcNow());
        SignIn(As.Agent(user));
        var page = Render<DraftList>();
        await page.ClickAsync("看内容");
        Assert.Contains("写到一半", page.Find(".content").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("复制");
        page.WaitForAssertion(() => Assert.Contains(JSInterop.Invocations, i => i.Identifier == "copy" && i.Arguments.Contains("客户名称：草稿公司\n备注：写到一半")));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Trim() == "继续");
    }

    private async Task<CurrentUser> ApplicantAsync()
    {
        await using (var db = Database.CreateDbContext())
        {
            await FirstReasons.AddAsync(db, Given.Now);
        }

        var me = As.In(await Database.SaveAsync(Given.User("孙磊")), Roles.RiskOperator);
        SignIn(me);
        return me;
    }

    private static Task ContinueAsync(IRenderedComponent<FollowUpTab> tab) =>
        tab.InvokeAsync(() => tab.FindAll("button").Single(b => b.TextContent.Contains("继续草稿", StringComparison.Ordinal)).ClickAsync(new()));

    private async Task<CurrentUser> AgentAsync(string name)
    {
        var me = As.Agent(await Database.SaveAsync(Given.User(name)));
        await using var db = Database.CreateDbContext();
        var role = await db.Roles.FirstOrDefaultAsync(r => r.Name == Roles.Agent) ?? db.Roles.Add(new Role { Name = Roles.Agent, NormalizedName = "AGENT" }).Entity;
        await db.SaveChangesAsync();
        db.UserRoles.Add(new() { UserId = me.Id, RoleId = role.Id });
        await db.SaveChangesAsync();
        SignIn(me);
        return me;
    }

    private IRenderedComponent<CreateWorkOrder> Open(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/work-orders/new?" + query);
        var page = Render<CreateWorkOrder>();
        page.WaitForElement("form");
        return page;
    }

    private async Task<(WorkOrder Order, User Handler)> OrderAsync()
    {
        var li = await Database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        return (await Database.SaveAsync(order), li);
    }
}
