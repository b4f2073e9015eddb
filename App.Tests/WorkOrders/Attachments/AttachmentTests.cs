using WorkOrders.Tests.Drafts;
using WorkOrders.Tests.Files;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Attachments;
using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Attachments;

public sealed class AttachmentTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_follow_up_takes_files_and_a_copy_refers_to_the_same_ones()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var (a, b) = (await UploadAsync(me, "a.png"), await UploadAsync(me, "b.png"));
        Done(await database.Factory.AddFollowUpAsync(order.Number, Of("一", a), 0, me, Given.Now));
        Done(await database.Factory.AddFollowUpAsync(order.Number, Of("二", a, b), 1, me, Given.Now));
        var chain = await ChainAsync(order, me);
        Assert.Equal(["a.png,b.png", "a.png"], chain.Rows.Select(r => string.Join(',', r.Files.Select(f => f.Name.Masked))));
        Assert.Equal([(b.Key, 2), (a.Key, 1)], (await RowsAsync(order, me)).Select(r => (r.File.Key, r.Sequence!.Value)));
        Assert.Contains("attachments:", await LastRecordAsync(order), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removing_one_from_the_newest_is_in_the_history_of_its_edits_and_without_a_list_nothing_changes()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var (a, b) = (await UploadAsync(me, "a.png"), await UploadAsync(me, "b.png"));
        await database.Factory.AddFollowUpAsync(order.Number, Of("一", a, b), 0, me, Given.Now);
        var same = new FollowUpFields(null, FreeText.Parse("一改"), null, null);
        Done(await database.Factory.UpdateFollowUpAsync(order.Number, 1, 0, same, me, Given.Now));
        Assert.Equal(2, (await ChainAsync(order, me)).Rows[0].Files.Count);
        Done(await database.Factory.UpdateFollowUpAsync(order.Number, 1, 1, Of("一改", b), me, Given.Now));
        Assert.Equal("b.png", Assert.Single((await ChainAsync(order, me)).Rows[0].Files).Name.Masked);
        var edit = await database.ReadAsync(db => db.OperationRecords.OrderByDescending(r => r.Id).FirstAsync(r => r.SubjectKey == order.Number + "#1"));
        Assert.Equal(("a.png\nb.png", "b.png"), (edit.Changes.Single().From, edit.Changes.Single().To));
    }

    [Fact]
    public async Task The_files_of_a_locked_follow_up_stay_as_they_are_whoever_asks()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var (a, b) = (await UploadAsync(me, "a.png"), await UploadAsync(me, "b.png"));
        await database.Factory.AddFollowUpAsync(order.Number, Of("一", a), 0, me, Given.Now);
        await database.Factory.AddFollowUpAsync(order.Number, Of("二"), 1, me, Given.Now);
        Refused(await database.Factory.UpdateFollowUpAsync(order.Number, 1, 0, Of("一"), me, Given.Now), "第 {0} 条跟进记录已锁定，只能修改最新的一条", 1);
        await using var db = database.CreateDbContext();
        var locked = db.Attachments.Where(x => x.WorkOrderId == order.Id);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => locked.ExecuteDeleteAsync());
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => locked.ExecuteUpdateAsync(set => set.SetProperty(x => x.FileId, b.Id)));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => locked.ExecuteUpdateAsync(set => set.SetProperty(x => x.FollowUpId, (long?)null)));
        var first = await db.FollowUps.SingleAsync(f => f.WorkOrderId == order.Id && f.Sequence == 1);
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlAsync($"""INSERT INTO "Attachments" ("WorkOrderId", "FollowUpId", "FileId", "AddedById", "AddedAt") VALUES ({order.Id}, {first.Id}, {b.Id}, {li.Id}, {Given.Now})"""));
    }

    [Fact]
    public async Task Somebody_elses_upload_is_refused_but_what_the_order_has_may_be_copied_by_everybody()
    {
        var (order, li) = await OrderAsync();
        var leader = As.Leader(await database.SaveAsync(Given.User("周敏")));
        var theirs = await UploadAsync(leader, "x.png");
        Refused(await database.Factory.AddFollowUpAsync(order.Number, Of("一", theirs), 0, As.Agent(li), Given.Now), "有附件已经不在了，或不是您上传的，请移除后重新上传");
        Refused(await database.Factory.AttachAsync(order.Number, [theirs.Key], As.Agent(li), Given.Now), "有附件已经不在了，或不是您上传的，请移除后重新上传");
        Done(await database.Factory.AddFollowUpAsync(order.Number, Of("一", theirs), 0, leader, Given.Now));
        Done(await database.Factory.AddFollowUpAsync(order.Number, Of("二", theirs), 1, As.Agent(li), Given.Now));
    }

    [Fact]
    public async Task A_follow_up_takes_ten()
    {
        var (order, li) = await OrderAsync();
        var files = new List<StoredFile>();
        for (var i = 0; i < 11; i++)
        {
            files.Add(await UploadAsync(As.Agent(li), $"{i}.png"));
        }

        Refused(await database.Factory.AddFollowUpAsync(order.Number, Of("一", [.. files]), 0, As.Agent(li), Given.Now), "一条跟进记录最多 {0} 个附件");
        Done(await database.Factory.AddFollowUpAsync(order.Number, Of("一", [.. files.Take(10)]), 0, As.Agent(li), Given.Now));
    }

    [Fact]
    public async Task A_draft_keeps_its_files()
    {
        var (order, li) = await OrderAsync();
        var me = As.Agent(li);
        var (a, b) = (await UploadAsync(me, "a.png"), await UploadAsync(me, "b.png"));
        var draft = await database.Factory.KeepFollowUpAsync(order, "一", me, Given.Now, files: a.Key);
        await database.Factory.KeepFollowUpAsync(order, "一二", me, Given.Now, draft, files: b.Key);
        Assert.Equal(b.Key, Assert.Single(Assert.Single((await ChainAsync(order, me)).Drafts).Files).Key);
        Done(await database.Factory.AddFollowUpAsync(order.Number, Of("一二", b), 0, me, Given.Now, draft));
        Assert.Empty((await ChainAsync(order, me)).Drafts);
    }

    [Fact]
    public async Task Who_uploaded_it_or_a_leader_takes_a_file_of_the_order_away_and_it_is_on_record()
    {
        var (order, li) = await OrderAsync();
        var leader = As.Leader(await database.SaveAsync(Given.User("周敏")));
        var colleague = As.Agent(await database.SaveAsync(Given.User("王芳")));
        foreach (var who in new[] { As.Agent(li), leader })
        {
            await database.Factory.AttachAsync(order.Number, [(await UploadAsync(As.Agent(li), "13812345678.png")).Key], As.Agent(li), Given.Now);
            var id = (await RowsAsync(order, who))[0].Attachment.Id;
            Refused(await database.Factory.DetachAsync(order.Number, id, colleague, Given.Now), "只有上传的人和班长可以删除附件");
            Done(await database.Factory.DetachAsync(order.Number, id, who, Given.Now));
            Assert.Contains("138****5678.png", await LastRecordAsync(order), StringComparison.Ordinal);
            Refused(await database.Factory.DetachAsync(order.Number, id, who, Given.Now), "这个附件已被删除");
        }

        Refused(await database.Factory.AttachAsync(order.Number, [], colleague, Given.Now), "您不是工单 {0} 的当前处理人，或没有此操作的权限", order.Number);
        Assert.Empty(await RowsAsync(order, As.In(li, Roles.RiskOperator)));
    }

    private static FollowUpFields Of(string content, params StoredFile[] files) => new(null, FreeText.Parse(content), null, null) { Files = [.. files.Select(f => f.Key)] };

    private Task<FollowUpChain> ChainAsync(WorkOrder order, CurrentUser me) => database.ReadAsync(db => FollowUpChain.ReadAsync(db, order.Number, me));

    private Task<IReadOnlyList<AttachmentRow>> RowsAsync(WorkOrder order, CurrentUser me) => database.ReadAsync(db => AttachmentRow.ReadAsync(db, order.Number, me));

    private async Task<string> LastRecordAsync(WorkOrder order)
    {
        var record = await database.ReadAsync(db => db.OperationRecords.OrderByDescending(r => r.Id).FirstAsync(r => r.Subject == OrderSubjects.WorkOrder && r.SubjectKey == order.Number));
        return string.Join(';', record.Changes.Select(c => $"{c.Field.Code}:{c.From}→{c.To}"));
    }

    private async Task<StoredFile> UploadAsync(CurrentUser me, string name)
    {
        var clock = Given.Clock();
        return (await new FileUpload(new MemoryFileStore(clock), database.Factory, new FileUses([new OrderFileUse()]), TestUploads.Checks, clock).TakeAsync(new MemoryStream(Samples.Png), name, FileKinds.All, me)).File!;
    }

    private async Task<(WorkOrder Order, User Handler)> OrderAsync()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        return (await database.SaveAsync(order), li);
    }
}
