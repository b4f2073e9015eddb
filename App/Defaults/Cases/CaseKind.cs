using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.ApprovalDesk;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Cases;

/// <summary>认定 or 重生: what differs between applications and renewals where both are handled together.</summary>
public abstract class CaseKind
{
    public static readonly CaseKind Application = new ApplicationKind();
    public static readonly CaseKind Renewal = new RenewalKind();
    public static readonly IReadOnlyList<CaseKind> All = [Application, Renewal];

    /// <summary>First letter of the codes of these cases.</summary>
    public abstract char Letter { get; }

    /// <summary>违约认定申请 or 违约重生申请.</summary>
    public abstract string Title { get; }

    /// <summary>认定 or 重生.</summary>
    public abstract string ShortTitle { get; }

    /// <summary>认定申请 {0} or 重生申请 {0}, with the id of the case.</summary>
    public abstract string NumberedTitle { get; }

    /// <summary>违约原因 or 重生原因.</summary>
    public abstract string ReasonTitle { get; }

    /// <summary>What an approval changes, with {0} for the customer.</summary>
    public abstract string Consequence { get; }

    /// <summary>URL of the list.</summary>
    public abstract string ListAddress { get; }

    /// <summary>Name of the list.</summary>
    public abstract string ListName { get; }

    /// <summary>Subject of 操作记录 and of live events.</summary>
    public abstract OperationSubject Subject { get; }

    /// <summary>The filter of the 审批台 for this kind only.</summary>
    public abstract QueueType QueueType { get; }

    /// <summary>The notice that tells the applicant about the decision.</summary>
    public abstract NoticeKind NoticeOf(bool approved);

    /// <summary>The case with the data needed to decide it; null if it doesn't exist or the user may not see it.</summary>
    public abstract Task<CaseFile?> ReadAsync(AppDb db, long id, CurrentUser me, DateTimeOffset now, CancellationToken token);

    /// <summary>Loads a case for <see cref="Revealing"/>; null if the user may not see it.</summary>
    public abstract Task<IRevealable?> RevealableAsync(AppDb db, long id, CurrentUser me);

    /// <summary>The customer's cases that the user may see, newest first.</summary>
    public abstract IQueryable<CaseRow> OfCustomer(AppDb db, int customerId, CurrentUser me);

    public abstract Task<int> CountPendingAsync(AppDb db, CurrentUser me, CancellationToken token);

    /// <summary>The oldest pending cases.</summary>
    public abstract Task<List<QueueRow>> PendingAsync(AppDb db, int most, CurrentUser me, CancellationToken token);

    /// <summary>Decision and decider of the given cases that are no longer pending; of a withdrawn one the applicant.</summary>
    public abstract Task<Dictionary<CaseKey, DecidedBy>> DecidedAsync(
        AppDb db, IReadOnlyCollection<long> ids, CurrentUser me, CancellationToken token);

    /// <inheritdoc cref="Deciding.Deciding.DecideAsync{T}"/>
    public abstract Task<(Outcome Outcome, DecidedCase? Case)> DecideAsync(Deciding.Deciding deciding, Deciding.Decision decision, CurrentUser me);

    /// <inheritdoc cref="Deciding.Deciding.WithdrawAsync{T}"/>
    public abstract Task<(Outcome Outcome, DecidedCase? Case)> WithdrawAsync(Deciding.Deciding deciding, long id, CurrentUser me);

    /// <inheritdoc cref="Deciding.Deciding.DecideInBatchAsync{T}"/>
    public abstract Task<Outcome> DecideInBatchAsync(Deciding.Deciding deciding, Deciding.Decision decision, CurrentUser me);
}

/// <summary>The part of a kind that is the same query or act on another entity.</summary>
public abstract class CaseKind<T> : CaseKind
    where T : DecidedCase
{
    public override async Task<IRevealable?> RevealableAsync(AppDb db, long id, CurrentUser me) =>
        await db.Set<T>().VisibleTo(me).Include(c => c.Customer).FirstOrDefaultAsync(c => c.Id == id);

    public override IQueryable<CaseRow> OfCustomer(AppDb db, int customerId, CurrentUser me)
    {
        CaseKind kind = this;
        return db.Set<T>().AsNoTracking().VisibleTo(me).Where(c => c.CustomerId == customerId).OrderByDescending(c => c.Id)
            .Select(c => new CaseRow(new CaseKey(kind, c.Id), c.Status, c.Applicant.DisplayName, c.CreatedAt, c.DecidedBy!.DisplayName, c.DecidedAt));
    }

    public override Task<int> CountPendingAsync(AppDb db, CurrentUser me, CancellationToken token) => Pending(db, me).CountAsync(token);

    public override Task<List<QueueRow>> PendingAsync(AppDb db, int most, CurrentUser me, CancellationToken token) =>
        Pending(db, me).OrderBy(c => c.Id).Take(most).Select(Row()).ToListAsync(token);

    public override async Task<Dictionary<CaseKey, DecidedBy>> DecidedAsync(
        AppDb db, IReadOnlyCollection<long> ids, CurrentUser me, CancellationToken token)
    {
        var decided = await db.Set<T>().AsNoTracking().VisibleTo(me).Where(c => ids.Contains(c.Id) && c.Status != DecisionStatus.Pending)
            .Select(c => new { c.Id, c.Status, Name = c.Status == DecisionStatus.Withdrawn ? c.Applicant.DisplayName : c.DecidedBy!.DisplayName }).ToListAsync(token);
        return decided.ToDictionary(c => new CaseKey(this, c.Id), c => new DecidedBy(c.Name, c.Status));
    }

    public override async Task<(Outcome Outcome, DecidedCase? Case)> DecideAsync(Deciding.Deciding deciding, Deciding.Decision decision, CurrentUser me) =>
        await deciding.DecideAsync<T>(decision, me);

    public override async Task<(Outcome Outcome, DecidedCase? Case)> WithdrawAsync(Deciding.Deciding deciding, long id, CurrentUser me) =>
        await deciding.WithdrawAsync<T>(id, me);

    public override Task<Outcome> DecideInBatchAsync(Deciding.Deciding deciding, Deciding.Decision decision, CurrentUser me) =>
        deciding.DecideInBatchAsync<T>(decision, me);

    /// <summary>The row of the 审批台.</summary>
    protected abstract Expression<Func<T, QueueRow>> Row();

    private static IQueryable<T> Pending(AppDb db, CurrentUser me) => db.Set<T>().AsNoTracking().VisibleTo(me).Where(c => c.Status == DecisionStatus.Pending);
}
