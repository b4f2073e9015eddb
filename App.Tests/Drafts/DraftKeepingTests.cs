using Microsoft.EntityFrameworkCore;
using WorkOrders.Attachments;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.Handling;
using WorkOrders.NewOrder;
using WorkOrders.Page.Editing;
using WorkOrders.Shared.People;
using WorkOrders.Tests.Files;

namespace WorkOrders.Tests.Drafts;

/// <summary>Drafts in the database: whose they are, which window writes them, and how they end.</summary>
public sealed class DraftKeepingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Later = Given.Now + DraftKeeping.Lease;

    [Fact]
    public async Task Nobody_else_reads_takes_discards_or_hands_over_a_draft()
    {
        var (order, li) = await OrderAsync();
        var han = As.Agent(await database.SaveAsync(Given.User("韩梅梅")));
        var id = await database.Factory.KeepFollowUpAsync(order, "打到一半", As.Agent(li), Given.Now);
        var row = Assert.Single(await database.DraftsOfAsync(As.Agent(li)));
        Assert.Empty(await database.ReadAsync(db => db.DraftsAsync(FollowUpDraft.Kind, order.Number, han)));
        Assert.Empty((await database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, han))).Drafts);
        Assert.False(await database.Factory.TakeOverAsync(row, "window-2", han, Later));
        await database.Factory.DropDraftAsync(id, han, Given.Now);
        await database.Factory.HoldDraftAsync(id, KeptDraft.Window, han, Later);
        Assert.Equal(Refusal.Missing, (await database.Factory.HandOverDraftAsync(id, han, Given.Now)).Kind);
        await using (var db = database.CreateDbContext())
        {
            await db.EndDraftAsync(id, han, Given.Now);
            await db.SaveChangesAsync();
        }

        // Whoever names the id of another's draft writes one of their own.
        Assert.NotEqual(id, await database.Factory.KeepFollowUpAsync(order, "别人的", han, Given.Now, id));
        Assert.Equal(row.Body, Assert.Single(await database.DraftsOfAsync(As.Agent(li))).Body);
    }

    [Fact]
    public async Task Two_windows_keep_two_drafts_and_neither_overwrites_the_other()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var first = await database.Factory.KeepFollowUpAsync(order, "左边", me, Given.Now, window: "left");
        var second = await database.Factory.KeepFollowUpAsync(order, "右边", me, Given.Now.AddSeconds(1), window: "right");
        Assert.Equal(first, await database.Factory.KeepFollowUpAsync(order, "左边写完", me, Given.Now.AddSeconds(2), first, "left"));
        Assert.Equal([(first, "左边写完"), (second, "右边")], (await database.DraftsOfAsync(me)).Select(d => (d.Id, d.Read<FollowUpDraft>()!.Content)));
    }

    [Theory]
    [InlineData("open", false)]
    [InlineData("killed", true)]
    [InlineData("closed", true)]
    [InlineData("put aside", true)]
    public async Task Another_window_goes_on_with_a_draft_when_its_own_is_not_open_any_more(string window, bool isTaken)
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var id = await database.Factory.KeepFollowUpAsync(order, "打到一半", me, Given.Now);
        var now = window == "killed" ? Later : Given.Now.AddMinutes(1);
        if (window is "closed" or "put aside")
        {
            await database.Factory.ReleaseDraftAsync(id, KeptDraft.Window, window == "put aside", me, now);
        }

        var row = Assert.Single(await database.DraftsOfAsync(me));
        Assert.Equal(!isTaken, row.IsOpenElsewhere("window-2", now));
        Assert.Equal(isTaken, await database.Factory.TakeOverAsync(row, "window-2", me, now));
        Assert.Equal(isTaken ? "window-2" : KeptDraft.Window, Assert.Single(await database.DraftsOfAsync(me)).Window);

        // The first window, should it write again, begins a new draft instead of overwriting.
        Assert.Equal(!isTaken, id == await database.Factory.KeepFollowUpAsync(order, "第一个窗口", me, now, id));
    }

    [Fact]
    public async Task A_window_takes_a_draft_by_force_and_the_other_never_writes_it_again()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var id = await database.Factory.KeepFollowUpAsync(order, "打到一半", me, Given.Now, window: "crashed");
        var row = Assert.Single(await database.DraftsOfAsync(me));
        Assert.False(await database.Factory.TakeOverAsync(row, "here", As.Agent(await database.SaveAsync(Given.User("韩梅梅"))), Given.Now, byForce: true));
        Assert.True(await database.Factory.TakeOverAsync(row, "here", me, Given.Now, byForce: true));
        await database.Factory.HoldDraftAsync(id, "crashed", me, Later);
        await database.Factory.ReleaseDraftAsync(id, "crashed", isPutAside: true, me, Given.Now);
        Assert.NotEqual(id, await database.Factory.KeepFollowUpAsync(order, "它还活着", me, Given.Now.AddSeconds(1), id, "crashed"));
        Assert.Equal([("它还活着", "crashed"), ("打到一半", "here")], (await database.DraftsOfAsync(me)).Select(d => (d.Read<FollowUpDraft>()!.Content, d.Window)));
        await database.Factory.DropDraftAsync(id, me, Given.Now);
        Assert.False(await database.Factory.TakeOverAsync(row, "here", me, Given.Now, byForce: true));
    }

    [Fact]
    public async Task Texts_are_known_when_one_draft_of_the_person_has_them_all()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        await database.Factory.KeepFollowUpAsync(order, "第一行\n第二行", me, Given.Now);
        await database.Factory.KeepOrderAsync(new() { CustomerName = "张伟", Description = "描述" }, me, Given.Now);
        string[][] asked = [["第一行\r\n第二行 "], ["张伟", "描述"], ["张伟", "第一行\n第二行"], ["第一行"], []];
        Assert.Equal([true, true, false, false, true], await database.ReadAsync(db => db.HaveAsync(asked, me)));
        var other = As.Agent(await database.SaveAsync(Given.User("韩梅梅")));
        Assert.Equal([false], await database.ReadAsync(db => db.HaveAsync([["张伟"]], other)));
    }

    [Fact]
    public async Task Whoever_cannot_take_a_draft_keeps_writing_their_own()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        await database.Factory.KeepFollowUpAsync(order, "左边", me, Given.Now, window: "left");
        var mine = await database.Factory.KeepFollowUpAsync(order, "右边", me, Given.Now.AddSeconds(1), window: "right");
        var other = (await database.DraftsOfAsync(me)).Single(d => d.Window == "left");
        Assert.False(await database.Factory.TakeOverAsync(other, "right", me, Given.Now.AddMinutes(1)));
        Assert.Equal(mine, (await database.DraftsOfAsync(me)).Single(d => d.Window == "right").Id);
        Assert.True(await database.Factory.TakeOverAsync(other, "right", me, Later));
        Assert.Equal([other.Id], (await database.DraftsOfAsync(me)).Where(d => d.Window == "right").Select(d => d.Id));
    }

    [Fact]
    public async Task A_draft_is_discarded_from_outside_only_when_no_other_window_has_it_open()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var id = await database.Factory.KeepFollowUpAsync(order, "打到一半", me, Given.Now);
        Assert.False(await database.Factory.DropFreeDraftAsync(id, "window-2", me, Given.Now.AddMinutes(1)));
        Assert.Single(await database.DraftsOfAsync(me));
        Assert.True(await database.Factory.DropFreeDraftAsync(id, "window-2", me, Later));
        Assert.Empty(await database.DraftsOfAsync(me));
        Assert.True(await database.Factory.DropFreeDraftAsync(id, "window-2", me, Later));
    }

    [Fact]
    public async Task A_sign_of_life_keeps_the_window_open()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var id = await database.Factory.KeepFollowUpAsync(order, "打到一半", me, Given.Now);
        await database.Factory.HoldDraftAsync(id, KeptDraft.Window, me, Given.Now.AddMinutes(2));
        Assert.False(await database.Factory.TakeOverAsync((await database.DraftsOfAsync(me))[0], "window-2", me, Later));
    }

    [Fact]
    public async Task A_draft_ends_with_the_save_of_its_record_and_stays_when_the_save_is_refused()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var mine = await database.Factory.KeepFollowUpAsync(order, "打完", me, Given.Now);
        var other = await database.Factory.KeepFollowUpAsync(order, "另一个窗口的", me, Given.Now, window: "window-2");
        Refused(await database.Factory.AddFollowUpAsync(order.Number, Of("打完"), 7, me, Given.Now, mine), "刚刚有人新增了第 {0} 条跟进记录，请看过后再保存", 0);
        Assert.Equal(2, (await database.DraftsOfAsync(me)).Count);
        Done(await database.Factory.AddFollowUpAsync(order.Number, Of("打完"), 0, me, Given.Now, mine));
        Assert.Equal(other, Assert.Single(await database.DraftsOfAsync(me)).Id);

        var edit = await database.Factory.KeepDraftAsync(EditDraft.Kind, order.Number, null, KeptDraft.Window, DraftRow.Write(new EditDraft(new(), new(), 0)), [], me, Given.Now);
        var now = await database.ReadAsync(db => db.WorkOrders.SingleAsync(o => o.Id == order.Id));
        Assert.IsType<EditResult.Saved>(await database.Factory.EditAsync(order.Number, now.Fields, now.Version, now.Fields with { Solution = "电话解释" }, me, Given.Now, edit));
        Assert.Equal(other, Assert.Single(await database.DraftsOfAsync(me)).Id);
    }

    [Fact]
    public async Task Numbers_of_an_earlier_follow_up_stay_masked_in_the_draft_and_are_saved_complete()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        await database.Factory.AddFollowUpAsync(order.Number, Of("老号码 13812345678"), 0, me, Given.Now);
        var writing = FollowUpWriting.New(await ChainAsync(order, me));
        var input = new FollowUpInput(writing.Fields, writing.Files);
        input.Content += "，新号码 13987654321";
        await database.Factory.KeepDraftAsync(FollowUpDraft.Kind, order.Number, null, KeptDraft.Window, DraftRow.Write(input.ToDraft(null, writing.Masks, 0)), [], me, Given.Now);
        var row = Assert.Single(await database.DraftsOfAsync(me));
        Assert.DoesNotContain("13812345678", row.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("13987654321", FollowUpDraft.Kind.Describe(row)!, StringComparison.Ordinal);

        // A colleague writes one meanwhile: the masks still stand for the numbers of the one that was copied.
        await database.Factory.AddFollowUpAsync(order.Number, Of("班长写的"), 1, As.Leader(li), Given.Now);
        var again = FollowUpWriting.Of(row, await ChainAsync(order, me));
        var restored = new FollowUpInput(again.Fields, again.Files, again.Typed);
        Assert.Equal("老号码 138****5678，新号码 139****4321", restored.Content);
        Assert.Equal("老号码 13812345678，新号码 13987654321", restored.Fields.Content!.Unmask());
        Assert.Contains("新号码 13987654321", restored.ToDraft(again.Sequence, again.Masks, 0).Content, StringComparison.Ordinal);
        Assert.Equal((2, 1), (again.Seen, again.Masks));
    }

    [Fact]
    public async Task A_draft_is_handed_to_the_present_handler_with_its_files_and_on_record()
    {
        var (order, li) = await OrderAsync();
        var han = await database.SaveAsync(Given.User("韩梅梅"));
        var file = await UploadAsync(As.Agent(li));
        var id = await database.Factory.KeepFollowUpAsync(order, "客户 13812345678 要求延期", As.Agent(li), Given.Now, files: file.Key);
        Refused(await database.Factory.HandOverDraftAsync(id, As.Agent(li), Given.Now), "工单 {0} 现在没有别的处理人，草稿还在您这里", order.Number);
        await GiveAsync(order, han);
        Done(await database.Factory.HandOverDraftAsync(id, As.Agent(li), Given.Now));

        Assert.Empty(await database.DraftsOfAsync(As.Agent(li)));
        var chain = await ChainAsync(order, As.Agent(han));
        var draft = Assert.Single(chain.Drafts);
        Assert.Equal(("李雷", null), (draft.HandedBy, draft.Window));
        var notice = await database.ReadAsync(db => db.Set<WorkOrders.Events.Notices.Notice>().SingleAsync(n => n.UserId == han.Id));
        Assert.Equal((FollowUpNotices.DraftHandedOver, $"/work-orders/{order.Number}?tab=follow-ups"), (notice.Kind, notice.Address));
        Assert.True(await database.ReadAsync(db => db.OperationRecords.AnyAsync(r => r.SubjectKey == order.Number && r.Action == FollowUpActions.DraftHandedOver && r.ActorId == li.Id)));

        // The new handler sees the numbers masked, and saves text and file as they were typed.
        var writing = FollowUpWriting.Of(draft, chain);
        var input = new FollowUpInput(writing.Fields, writing.Files, writing.Typed);
        Assert.Equal("客户 138****5678 要求延期", input.Content);
        Done(await database.Factory.SaveFollowUpAsync(order.Number, writing, input.Fields, draft.Id, As.Agent(han), Given.Now));
        var saved = Assert.Single((await ChainAsync(order, As.Agent(han))).Rows);
        Assert.Equal(("客户 13812345678 要求延期", file.Key), (saved.FollowUp.Content.Unmask(), Assert.Single(saved.Files).Key));
        Assert.Empty(await database.DraftsOfAsync(As.Agent(han)));
    }

    [Fact]
    public async Task An_edit_is_handed_to_the_present_handler_on_record()
    {
        var (order, li) = await OrderAsync();
        var han = await database.SaveAsync(Given.User("韩梅梅"));
        var body = DraftRow.Write(new EditDraft(new(), new(), 0));
        var id = await database.Factory.KeepDraftAsync(EditDraft.Kind, order.Number, null, KeptDraft.Window, body, [], As.Agent(li), Given.Now);
        await GiveAsync(order, han);
        Done(await database.Factory.HandOverDraftAsync(id, As.Agent(li), Given.Now));
        Assert.Equal(("李雷", null), (await database.DraftsOfAsync(As.Agent(han))).Select(d => (d.HandedBy, d.Window)).Single());
        var notice = await database.ReadAsync(db => db.Set<WorkOrders.Events.Notices.Notice>()
            .SingleAsync(n => n.UserId == han.Id && n.Kind == OrderNotices.EditHandedOver));
        Assert.Equal($"/work-orders/{order.Number}", notice.Address);
        Assert.True(await database.ReadAsync(db => db.OperationRecords
            .AnyAsync(r => r.SubjectKey == order.Number && r.Action == OrderActions.EditHandedOver && r.ActorId == li.Id)));
    }

    [Fact]
    public async Task A_draft_of_a_settled_order_and_one_of_another_form_are_not_handed_over()
    {
        var (order, li) = await OrderAsync();
        var han = await database.SaveAsync(Given.User("韩梅梅"));
        var edit = await database.Factory.KeepDraftAsync(OrderDraft.Kind, order.Number, null, KeptDraft.Window, "{}", [], As.Agent(li), Given.Now);
        var id = await database.Factory.KeepFollowUpAsync(order, "打到一半", As.Agent(li), Given.Now);
        await GiveAsync(order, han);
        Assert.Equal(Refusal.Missing, (await database.Factory.HandOverDraftAsync(edit, As.Agent(li), Given.Now)).Kind);
        Assert.Equal(Refusal.Missing, (await database.Factory.HandOverDraftAsync(id, As.In(li, Roles.RiskOperator), Given.Now)).Kind);
        await database.ActAsync(order.Number, (o, _) => o.Settle(null, null, As.Agent(han), Given.Now));
        Refused(await database.Factory.HandOverDraftAsync(id, As.Agent(li), Given.Now), "工单 {0} 已结单，不能再操作", order.Number);
        Assert.Equal(2, (await database.DraftsOfAsync(As.Agent(li))).Count);
    }

    [Fact]
    public async Task A_draft_takes_only_files_that_its_person_may_use()
    {
        var (order, li) = await OrderAsync();
        var theirs = await UploadAsync(As.Agent(await database.SaveAsync(Given.User("韩梅梅"))));
        var (a, b) = (await UploadAsync(As.Agent(li)), await UploadAsync(As.Agent(li)));
        var id = await database.Factory.KeepFollowUpAsync(order, "一", As.Agent(li), Given.Now, files: [theirs.Key, a.Key]);
        Assert.Equal([a.Key], (await database.DraftsOfAsync(As.Agent(li)))[0].Files.Select(f => f.Key));
        await database.Factory.KeepFollowUpAsync(order, "一", As.Agent(li), Given.Now, id, files: b.Key);
        Assert.Equal([b.Key], (await database.DraftsOfAsync(As.Agent(li)))[0].Files.Select(f => f.Key));
    }

    private static FollowUpFields Of(string content) => new(null, FreeText.Parse(content), null, null);

    private Task<FollowUpChain> ChainAsync(WorkOrder order, CurrentUser me) => database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, me));

    private async Task GiveAsync(WorkOrder order, User to) =>
        Done(await database.ActAsync(order.Number, (o, db) => o.Assign(db.Users.Single(u => u.Id == to.Id), As.Leader(to), Given.Now)));

    private async Task<StoredFile> UploadAsync(CurrentUser me)
    {
        var clock = Given.Clock();
        return (await new FileUpload(new MemoryFileStore(clock), database.Factory, new FileUses([new OrderFileUse(), new DraftFileUse()]), TestUploads.Checks, clock)
            .TakeAsync(new MemoryStream(Samples.Png), "a.png", FileKinds.All, me)).File!;
    }

    private async Task<(WorkOrder Order, User Handler)> OrderAsync()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        return (await database.SaveAsync(order), li);
    }
}
