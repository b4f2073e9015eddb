using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults;

/// <summary>审核 of one case or of many, by screen and API alike. Of two who decide at once one wins; the other is told by whom it was decided.</summary>
public sealed class Deciding(IDbContextFactory<AppDb> factory, TimeProvider time, ILogger<Deciding> log)
{
    /// <summary>Of one batch.</summary>
    public const int Most = 100;

    /// <summary>The case as it stands afterwards, when it is visible.</summary>
    public async Task<(Outcome Outcome, T? Case)> DecideAsync<T>(Decision decision, CurrentUser me)
        where T : DecidedCase
    {
        // Who loses a race loads again and is told what happened meanwhile.
        const int mostRaces = 3;
        for (var race = 1; ; race++)
        {
            try
            {
                return await OnceAsync<T>(decision, me);
            }
            catch (DbUpdateConcurrencyException) when (race < mostRaces)
            {
                // Again.
            }
        }
    }

    /// <summary>One of many: that it could not be saved is told like a refusal, for the others are decided or will be.</summary>
    public async Task<Outcome> DecideOneOfManyAsync<T>(Decision decision, CurrentUser me)
        where T : DecidedCase
    {
        try
        {
            return (await DecideAsync<T>(decision, me)).Outcome;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "A decision of a batch could not be saved.");
            return Outcome.Refused("审核没有保存，可能是数据库或网络暂时不可用，请稍后再试。");
        }
    }

    /// <summary>Each in a transaction of its own: one that is refused doesn't hold up the others.</summary>
    public async Task<IReadOnlyList<(Decision Decision, Outcome Outcome)>> DecideAllAsync<T>(IReadOnlyList<Decision> decisions, CurrentUser me, CancellationToken cancellation = default)
        where T : DecidedCase
    {
        var results = new List<(Decision, Outcome)>(decisions.Count);
        foreach (var decision in decisions)
        {
            cancellation.ThrowIfCancellationRequested();
            results.Add((decision, await DecideOneOfManyAsync<T>(decision, me)));
        }

        return results;
    }

    private async Task<(Outcome, T?)> OnceAsync<T>(Decision decision, CurrentUser me)
        where T : DecidedCase
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.Set<T>().VisibleTo(me).ForDecision().FirstOrDefaultAsync(c => c.Id == decision.Id) is not { } found)
        {
            return (Outcome.Missing("没有找到记录，或您无权查看"), null);
        }

        var outcome = found.Decide(decision.Approved, decision.Remark, me, time.GetUtcNow());
        if (!outcome.IsRefused)
        {
            await db.SaveChangesAsync();
        }

        return (outcome, found);
    }
}

/// <summary>同意 or 驳回 of the case with that number.</summary>
public sealed record Decision(long Id, bool Approved, string? Remark);
