using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Transfers;

/// <summary>
/// The actions of 转出. Each is one transaction: order and request are reloaded, the rules are checked, and both versions are checked on
/// save. On a concurrency conflict it retries, so that the user gets the actual reason for a refusal.
/// </summary>
public sealed class Transferring(IDbContextFactory<AppDb> factory, IOptions<TransferRules> rules, TimeProvider time)
{
    private const int Tries = 5;

    public TransferRules Rules => rules.Value;

    public Task<Outcome> RequestAsync(string number, int? targetId, string? reason, CurrentUser me) => ActAsync(number, me, async (db, order, now) =>
    {
        var id = targetId ?? me.Id;
        return await db.AssignableUsers().FirstOrDefaultAsync(u => u.Id == id) is { } target
            ? order.RequestTransfer(target, reason, me, now, Rules)
            : Outcome.Refused("请先选择同事");
    });

    public Task<Outcome> OpenAsync(string number, CurrentUser me) => ActAsync(number, me, (order, now) => order.OpenTransfer(me, now, Rules));

    /// <summary>Confirms the request that the handler sees. Refused when another request is pending by now.</summary>
    public Task<Outcome> ConfirmAsync(string number, long requestId, CurrentUser me) =>
        ActAsync(number, me, (order, now) => IsAnother(order, requestId, now) ?? order.ConfirmTransfer(me, now, Rules));

    /// <inheritdoc cref="ConfirmAsync"/>
    public Task<Outcome> RejectAsync(string number, long requestId, CurrentUser me) =>
        ActAsync(number, me, (order, now) => IsAnother(order, requestId, now) ?? order.RejectTransfer(me, now));

    public Task<Outcome> CancelAsync(string number, CurrentUser me) => ActAsync(number, me, (order, now) => order.CancelTransfer(me, now));

    /// <summary>知道了, by the receiver of the order.</summary>
    public async Task AcknowledgeAsync(long requestId, CurrentUser me)
    {
        await using var db = await factory.CreateDbContextAsync();
        var now = time.GetUtcNow();
        await db.TransferRequests.Where(r => r.Id == requestId && r.TargetId == me.Id && r.SeenAt == null).ExecuteUpdateAsync(set => set.SetProperty(r => r.SeenAt, now));
    }

    private static Outcome? IsAnother(WorkOrder order, long requestId, DateTimeOffset now) =>
        order.PendingTransfer(now) is { } pending && pending.Id != requestId ? Outcome.Refused("这个转出请求已经结束，现在是 {0} 的请求，请重新打开转出", pending.RequesterName) : null;

    private Task<Outcome> ActAsync(string number, CurrentUser me, Func<WorkOrder, DateTimeOffset, Outcome> act) =>
        ActAsync(number, me, (_, order, now) => Task.FromResult(act(order, now)));

    // Also retried when another request for the same order was saved first.
    private Task<Outcome> ActAsync(string number, CurrentUser me, Func<AppDb, WorkOrder, DateTimeOffset, Task<Outcome>> act) => factory.RetryOnConflictAsync(
        async db => await db.WorkOrders.VisibleTo(me).ForAction().FirstOrDefaultAsync(o => o.Number == number) is { } order
            ? await act(db, order, time.GetUtcNow())
            : Outcome.Missing("没有找到记录，或您无权查看"),
        Outcome.Refused("这张工单刚被别人修改，请刷新后再试一次"), Tries, DatabaseFailure.IsConstraintViolation);
}
