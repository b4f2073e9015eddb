using WorkOrders.Tests.Transfers;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Attachments;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.LoanCore;
using WorkOrders.Messages;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;
using WorkOrders.Transfers;

namespace WorkOrders.Tests;

/// <summary>
/// A refused action leaves the order unchanged: nothing to save, no history record, no message. Checks every action on an order with
/// a pending transfer request, on the same order after the request expired, and on a settled order.
/// </summary>
public sealed class RefusedVerbsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly TransferRules Rules = new();
    private static readonly DateTimeOffset Soon = Given.Now.AddMinutes(1);
    private static readonly DateTimeOffset Late = Given.Now + Rules.RequestLifetime;
    private static readonly string TooLong = new('长', 1001);
    private static readonly FollowUpFields Talk = new(null, FreeText.Parse("已电话沟通"), null, null);
    private static readonly LoanCorePerson Person = new() { Name = "张伟强" };
    private static readonly LoanContract Contract = new() { ApplyNo = "SQ1", ContractNo = "HT1" };
    private static readonly OrderLists Lists = new([], []);

    private User li = null!;
    private User han = null!;
    private User zhou = null!;
    private User gone = null!;
    private string open = "";
    private string settled = "";

    private CurrentUser Li => As.Agent(li);

    private CurrentUser Han => As.Agent(han);

    private CurrentUser Zhou => As.Leader(zhou);

    public async Task InitializeAsync()
    {
        li = await database.SaveAgentAsync("李雷");
        han = await database.SaveAgentAsync("韩梅梅");
        zhou = await database.SaveAgentAsync("周敏");
        gone = await database.SaveAgentAsync("王芳");
        gone.Disable(As.Admin(zhou), Given.Now);
        settled = (await database.SaveAsync(Given.WorkOrder().HandledBy(li).Settled().Build())).Number;
        open = (await database.SaveAsync(Given.WorkOrder().HandledBy(li).Build())).Number;
        var file = await database.SaveAsync(File());
        await using var db = database.CreateDbContext();
        var order = await LoadAsync(db, open);
        Assert.Null(order.AddFollowUp(Talk, 0, Li, Given.Now).Reason);
        Assert.Null(order.Attach([await db.StoredFiles.SingleAsync(f => f.Id == file.Id)], Li, Given.Now).Reason);
        Assert.Null(order.RequestTransfer(await db.Users.SingleAsync(u => u.Id == han.Id), "客户是我的", Han, Given.Now, Rules).Reason);
        await db.SaveChangesAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_refused_verb_leaves_the_order_as_it_was()
    {
        foreach (var (verb, act) in OfOpen())
        {
            await RefusedAsync(open, verb, act);
        }

        foreach (var (verb, act) in OfSettled())
        {
            await RefusedAsync(settled, verb, act);
        }
    }

    [Fact]
    public void No_verb_is_left_out()
    {
        var verbs = typeof(WorkOrder).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(m => m.ReturnType == typeof(Outcome) && !m.IsPrivate).Select(m => m.Name).ToList();
        Assert.Contains(nameof(WorkOrder.Settle), verbs);
        Assert.Empty(verbs.Except(OfOpen().Select(c => c.Verb)));
        Assert.Empty(verbs.Except(OfSettled().Select(c => c.Verb)));
    }

    private async Task RefusedAsync(string number, string verb, Func<WorkOrder, Outcome> act)
    {
        await using var db = database.CreateDbContext();
        var order = await LoadAsync(db, number);
        var outcome = act(order);
        Assert.True(outcome.IsRefused, $"{verb} was not refused.");
        var what = $"{verb}: {outcome.Reason}";
        Assert.False(db.ChangeTracker.HasChanges(), what + "\n" + db.ChangeTracker.DebugView.ShortView);
        Assert.True(order.NewRecords.Count == 0, what);
        Assert.True(order.NewNotices.Count == 0, what);
    }

    private List<(string Verb, Func<WorkOrder, Outcome> Act)> OfOpen() =>
    [
        (nameof(WorkOrder.Accept), o => o.Accept(Han, Late)),
        (nameof(WorkOrder.Edit), o => o.Edit(o.Fields with { Solution = "我的方案" }, Han, Late)),
        (nameof(WorkOrder.Assign), o => o.Assign(han, Li, Late)),
        (nameof(WorkOrder.Assign), o => o.Assign(li, Zhou, Late)),
        (nameof(WorkOrder.Assign), o => o.Assign(gone, Zhou, Late)),
        (nameof(WorkOrder.Assign), o => o.Assign(han, Zhou, Late, TooLong)),
        (nameof(WorkOrder.Reassign), o => o.Reassign(han, Han, Late)),
        (nameof(WorkOrder.Reassign), o => o.Reassign(li, Li, Late)),
        (nameof(WorkOrder.Reassign), o => o.Reassign(gone, Li, Late)),
        (nameof(WorkOrder.Reassign), o => o.Reassign(han, Li, Late, TooLong)),
        (nameof(WorkOrder.ReassignToRole), o => o.ReassignToRole(han, "客服", 0, Han, Late)),
        (nameof(WorkOrder.ReassignToRole), o => o.ReassignToRole(gone, "客服", 0, Li, Late)),
        (nameof(WorkOrder.DispatchTo), o => o.DispatchTo(han, ["客服"], 0, "方案", Late)),
        (nameof(WorkOrder.Settle), o => o.Settle(SettlementBasis.Explained, null, Han, Late)),
        (nameof(WorkOrder.Settle), o => o.Settle(SettlementBasis.Explained, TooLong, Li, Late)),
        (nameof(WorkOrder.Reopen), o => o.Reopen("客户又来电", Zhou, Late)),
        (nameof(WorkOrder.RequestTransfer), o => o.RequestTransfer(li, "我自己", Li, Late, Rules)),
        (nameof(WorkOrder.RequestTransfer), o => o.RequestTransfer(zhou, "给别人", Han, Late, Rules)),
        (nameof(WorkOrder.RequestTransfer), o => o.RequestTransfer(han, "第二个", Han, Soon, Rules)),
        (nameof(WorkOrder.RequestTransfer), o => o.RequestTransfer(han, "  ", Han, Late, Rules)),
        (nameof(WorkOrder.RequestTransfer), o => o.RequestTransfer(han, TooLong, Han, Late, Rules)),
        (nameof(WorkOrder.RequestTransfer), o => o.RequestTransfer(li, "给他自己", Zhou, Late, Rules)),
        (nameof(WorkOrder.RequestTransfer), o => o.RequestTransfer(gone, "已离岗", Zhou, Late, Rules)),
        (nameof(WorkOrder.OpenTransfer), o => o.OpenTransfer(Li, Late, Rules)),
        (nameof(WorkOrder.OpenTransfer), o => o.OpenTransfer(Han, Soon, Rules)),
        (nameof(WorkOrder.ConfirmTransfer), o => o.ConfirmTransfer(Li, Late, Rules)),
        (nameof(WorkOrder.ConfirmTransfer), o => o.ConfirmTransfer(Li, Soon, Rules)),
        (nameof(WorkOrder.RejectTransfer), o => o.RejectTransfer(Li, Late)),
        (nameof(WorkOrder.RejectTransfer), o => o.RejectTransfer(Han, Soon)),
        (nameof(WorkOrder.CancelTransfer), o => o.CancelTransfer(Han, Late)),
        (nameof(WorkOrder.CancelTransfer), o => o.CancelTransfer(Li, Soon)),
        (nameof(WorkOrder.Adopt), o => o.Adopt(OrderFields.IdNumber, Person, Li, Late)),
        (nameof(WorkOrder.Adopt), o => o.Adopt(OrderFields.CustomerName, Person, Han, Late)),
        (nameof(WorkOrder.TakeContract), o => o.TakeContract(new LoanContract(), Lists, Li, Late)),
        (nameof(WorkOrder.TakeContract), o => o.TakeContract(Contract, Lists, Han, Late)),
        (nameof(WorkOrder.AddFollowUp), o => o.AddFollowUp(Talk, 1, Han, Late)),
        (nameof(WorkOrder.AddFollowUp), o => o.AddFollowUp(Talk, 0, Li, Late)),
        (nameof(WorkOrder.AddFollowUp), o => o.AddFollowUp(Talk with { Content = null }, 1, Li, Late)),
        (nameof(WorkOrder.AddFollowUp), o => o.AddFollowUp(Talk with { Sms = new string('长', SmsText.MaxLength + 1) }, 1, Li, Late)),
        (nameof(WorkOrder.AddFollowUp), o => o.AddFollowUp(Talk, 1, Li, Late, Files(Attachment.MostOfFollowUp + 1))),
        (nameof(WorkOrder.UpdateFollowUp), o => o.UpdateFollowUp(1, Talk with { SettlementBasis = SettlementBasis.Explained }, Han, Late)),
        (nameof(WorkOrder.UpdateFollowUp), o => o.UpdateFollowUp(2, Talk, Li, Late, Files(1))),
        (nameof(WorkOrder.UpdateFollowUp), o => o.UpdateFollowUp(1, Talk with { Sms = " " }, Li, Late)),
        (nameof(WorkOrder.Attach), o => o.Attach(Files(1), Han, Late)),
        (nameof(WorkOrder.Attach), o => o.Attach(Files(Attachment.MostOfOrder), Li, Late)),
        (nameof(WorkOrder.Detach), o => o.Detach(-1, Li, Late)),
        (nameof(WorkOrder.Detach), o => o.Detach(o.Attachments.Single().Id, Han, Late)),
        (nameof(WorkOrder.HandOver), o => o.HandOver(new Draft(FollowUpDraft.Kind, o.Number, "w", Li), Li, Late)),
        (nameof(Revealing.Reveal), o => o.Reveal(OrderFields.CustomerPhone, null, Han, Late)),
        (nameof(Revealing.Reveal), o => o.Reveal(OrderFields.CustomerPhone, null, Zhou, Late)),
        (nameof(Revealing.Reveal), o => o.Reveal(OrderFields.SettlementRemark, "核对身份", Zhou, Late)),
    ];

    private List<(string Verb, Func<WorkOrder, Outcome> Act)> OfSettled() =>
    [
        (nameof(WorkOrder.Accept), o => o.Accept(Li, Late)),
        (nameof(WorkOrder.Edit), o => o.Edit(o.Fields with { Solution = "我的方案" }, Li, Late)),
        (nameof(WorkOrder.Assign), o => o.Assign(han, Zhou, Late)),
        (nameof(WorkOrder.Reassign), o => o.Reassign(han, Li, Late)),
        (nameof(WorkOrder.ReassignToRole), o => o.ReassignToRole(han, "客服", 0, Li, Late)),
        (nameof(WorkOrder.DispatchTo), o => o.DispatchTo(han, ["客服"], 0, "方案", Late)),
        (nameof(WorkOrder.Settle), o => o.Settle(SettlementBasis.Explained, null, Li, Late)),
        (nameof(WorkOrder.Reopen), o => o.Reopen("客户又来电", Li, Late)),
        (nameof(WorkOrder.Reopen), o => o.Reopen("  ", Zhou, Late)),
        (nameof(WorkOrder.Reopen), o => o.Reopen(TooLong, Zhou, Late)),
        (nameof(WorkOrder.RequestTransfer), o => o.RequestTransfer(han, "太晚", Han, Late, Rules)),
        (nameof(WorkOrder.OpenTransfer), o => o.OpenTransfer(Li, Late, Rules)),
        (nameof(WorkOrder.ConfirmTransfer), o => o.ConfirmTransfer(Li, Late, Rules)),
        (nameof(WorkOrder.RejectTransfer), o => o.RejectTransfer(Li, Late)),
        (nameof(WorkOrder.CancelTransfer), o => o.CancelTransfer(Han, Late)),
        (nameof(WorkOrder.Adopt), o => o.Adopt(OrderFields.CustomerName, Person, Li, Late)),
        (nameof(WorkOrder.TakeContract), o => o.TakeContract(Contract, Lists, Li, Late)),
        (nameof(WorkOrder.AddFollowUp), o => o.AddFollowUp(Talk, 0, Li, Late)),
        (nameof(WorkOrder.UpdateFollowUp), o => o.UpdateFollowUp(1, Talk, Li, Late)),
        (nameof(WorkOrder.Attach), o => o.Attach(Files(1), Li, Late)),
        (nameof(WorkOrder.Detach), o => o.Detach(1, Li, Late)),
        (nameof(WorkOrder.HandOver), o => o.HandOver(new Draft(FollowUpDraft.Kind, o.Number, "w", Han), Han, Late)),
    ];

    private static Task<WorkOrder> LoadAsync(AppDb db, string number) => db.WorkOrders.ForAction().WithNewestFollowUp()
        .Include(o => o.Attachments.Where(a => a.FollowUpId == null)).ThenInclude(a => a.File).SingleAsync(o => o.Number == number);

    private List<StoredFile> Files(int count) => [.. Enumerable.Range(0, count).Select(_ => File())];

    private StoredFile File() => new(StoredFile.NewKey(), FreeText.Parse("a.png")!, FileKind.Png, 1, new string('0', 64), Li, Given.Now);
}
