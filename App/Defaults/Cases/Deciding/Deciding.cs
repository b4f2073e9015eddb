using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.Applications;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Cases.Deciding;

/// <summary>审核 of one or many cases and 撤回, for the screen and the API. If two users decide the same case, the second is told who decided it.</summary>
public sealed class Deciding(IDbContextFactory<AppDb> factory, TimeProvider time, ILogger<Deciding> log)
{
    /// <summary>Maximum number of cases in a batch.</summary>
    public const int Most = 100;

    /// <summary>Returns the case after the decision, if it is visible to the user.</summary>
    public Task<(Outcome Outcome, T? Case)> DecideAsync<T>(Decision decision, CurrentUser me)
        where T : DecidedCase => factory.RetryOnConflictAsync(
            db => OnceAsync<T>(db, decision.Id, me, (found, now) => found.Decide(decision.Approved, decision.Remark, me, now)));

    /// <summary>撤回; returns the case afterwards, if it is visible to the user.</summary>
    public Task<(Outcome Outcome, T? Case)> WithdrawAsync<T>(long id, CurrentUser me)
        where T : DecidedCase => factory.RetryOnConflictAsync(
            db => OnceAsync<T>(db, id, me, (found, now) => found.Withdraw(me, now), found => EvidenceAsync(db, found)));

    /// <summary>Decides one case of a batch; a database failure becomes a refusal so that the other cases continue.</summary>
    public async Task<Outcome> DecideInBatchAsync<T>(Decision decision, CurrentUser me)
        where T : DecidedCase
    {
        try
        {
            return (await DecideAsync<T>(decision, me)).Outcome;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.Log(DatabaseFailure.LevelOf(exception), exception, "A decision of a batch could not be saved.");
            return Outcome.Refused(exception.IsLostRace() ? "没有保存：内容刚被他人修改，请看过最新内容后再试一次。" : "审核没有保存，可能是数据库或网络暂时不可用，请稍后再试。");
        }
    }

    /// <summary>Saves each decision in its own transaction; a refused one doesn't stop the others.</summary>
    public async Task<IReadOnlyList<(Decision Decision, Outcome Outcome)>> DecideAllAsync<T>(
        IReadOnlyList<Decision> decisions, CurrentUser me, CancellationToken cancellation = default)
        where T : DecidedCase
    {
        var results = new List<(Decision, Outcome)>(decisions.Count);
        foreach (var decision in decisions)
        {
            cancellation.ThrowIfCancellationRequested();
            results.Add((decision, await DecideInBatchAsync<T>(decision, me)));
        }

        return results;
    }

    private static Task EvidenceAsync(AppDb db, DecidedCase found) =>
        found is DefaultApplication application ? db.Entry(application).Collection(a => a.Evidence).LoadAsync() : Task.CompletedTask;

    private async Task<(Outcome Outcome, T? Case)> OnceAsync<T>(
        AppDb db, long id, CurrentUser me, Func<T, DateTimeOffset, Outcome> act, Func<T, Task>? load = null)
        where T : DecidedCase
    {
        if (await db.Set<T>().VisibleTo(me).ForDecision().FirstOrDefaultAsync(c => c.Id == id) is not { } found)
        {
            return (Outcome.Missing("没有找到记录，或您无权查看"), null);
        }

        if (load is not null)
        {
            await load(found);
        }

        return (await db.SaveUnlessRefusedAsync(act(found, time.GetUtcNow())), found);
    }
}

/// <summary>同意 or 驳回 of the case with this id.</summary>
public sealed record Decision(long Id, bool Approved, string? Remark);
