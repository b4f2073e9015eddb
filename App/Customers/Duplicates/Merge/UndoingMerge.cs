using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Merge;

/// <summary>撤销合并: makes two customers of one again, each with what it had. Rows that were added after the merge stay with the survivor.</summary>
public sealed class UndoingMerge(IDbContextFactory<AppDb> factory, IEnumerable<CustomerRows> kinds, IEnumerable<MergeFollower> followers, TimeProvider time)
{
    private static readonly Dictionary<string, UndoChoice> NoChoice = [];

    /// <summary>What must be decided before an undo, without changing anything.</summary>
    public async Task<UndoAnswer> LookAsync(long mergeId, CurrentUser me, CancellationToken token = default)
    {
        await using var db = await factory.CreateDbContextAsync(token);
        var (refusal, merge) = await FindAsync(db, mergeId, me, token);
        if (refusal is not null)
        {
            return new(refusal);
        }

        var plan = await UndoPlan.MakeAsync(db, merge!, merge!.Survivor, merge.Loser, NoChoice, me, token);
        return new(plan.Refusal ?? Outcome.Done) { Conflicts = plan.Conflicts, SurvivorVersion = merge.Survivor.Version };
    }

    /// <summary>Undoes the merge. Refused with the conflicts while one of them has no choice. <paramref name="shown"/>: the survivor's version that the user saw.</summary>
    public async Task<UndoAnswer> UndoAsync(long mergeId, IReadOnlyDictionary<string, UndoChoice> choices, CurrentUser me, int? shown = null, CancellationToken token = default)
    {
        await using var db = await factory.CreateDbContextAsync(token);
        await using var transaction = await db.Database.BeginTransactionAsync(token);
        try
        {
            await Merging.HoldAsync(db, token);
            var (refusal, merge) = await FindAsync(db, mergeId, me, token);
            if (refusal is not null)
            {
                return new(refusal);
            }

            if (shown is { } version && merge!.Survivor.Version != version)
            {
                return new(Merging.Changed);
            }

            var plan = await UndoPlan.MakeAsync(db, merge!, merge!.Survivor, merge.Loser, choices, me, token);
            if (plan.Refusal is not null || !plan.IsDecided)
            {
                var undecided = Outcome.Refused("合并之后有 {0} 处改动，请逐项选择保留现在的还是恢复合并前的", plan.Conflicts.Count);
                return new(plan.Refusal ?? undecided) { Conflicts = plan.Conflicts, SurvivorVersion = merge.Survivor.Version };
            }

            await SaveAsync(db, merge, plan, me, token);
            await transaction.CommitAsync(token);
            return new(Outcome.Done);
        }
        catch (Exception exception) when (exception.IsLostRace())
        {
            return new(Merging.Changed);
        }
    }

    private async Task<(Outcome? Refusal, CustomerMerge? Merge)> FindAsync(AppDb db, long id, CurrentUser me, CancellationToken token)
    {
        if (!me.May(Permission.ManageCustomers))
        {
            return (Outcome.Forbidden("您没有合并客户的权限"), null);
        }

        var merge = await db.Set<CustomerMerge>().Include(m => m.Survivor).Include(m => m.Loser).FirstOrDefaultAsync(m => m.Id == id, token);
        return merge is null ? (Outcome.Missing("没有找到记录，或您无权查看"), null)
            : merge.RefusalToUndo(time.GetUtcNow()) is { } refusal ? (refusal, merge)
            : merge.Survivor.MergedIntoId is { } next ? (Outcome.Refused("客户 {0} 后来已合并到客户 {1}，请先撤销那一次合并", merge.SurvivorId, next), merge)
            : (await RefusalOfFollowersAsync(db, merge, token), merge);
    }

    private async Task<Outcome?> RefusalOfFollowersAsync(AppDb db, CustomerMerge merge, CancellationToken token)
    {
        foreach (var follower in followers)
        {
            if (await follower.RefusalToPartAsync(db, merge, token) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private async Task SaveAsync(AppDb db, CustomerMerge merge, UndoPlan plan, CurrentUser me, CancellationToken token)
    {
        var (survivor, loser) = (merge.Survivor, merge.Loser);
        var pair = new MergePair(survivor, loser, me, time.GetUtcNow());
        var lost = await GiveUpAsync(db, plan, merge, pair, token);
        survivor.TakeBack(plan.Survivor, merge, loser, me, pair.At);
        db.RaiseVersion(survivor);
        merge.Undo(me, pair.At);
        await db.SaveChangesAsync(token);

        // The survivor's unique values are free now.
        loser.StandAlone(plan.Loser, me, pair.At);
        await db.SaveChangesAsync(token);
        await db.FormerValues.Where(f => f.MergeId == merge.Id).ExecuteDeleteAsync(token);
        db.AddRange(plan.Dropped.Select(d => new FormerValue(loser.Id, d.Field, d.Value, merge.Id)));
        db.AddRange(lost);
        await db.SaveChangesAsync(token);
        foreach (var kind in kinds)
        {
            await MoveBackAsync(db, merge, kind, token);
        }

        await FollowedUpAsync(db, survivor, token);
        await FollowedUpAsync(db, loser, token);
        foreach (var follower in followers)
        {
            await follower.PartAsync(db, pair, token);
        }

        await db.SaveChangesAsync(token);
    }

    // 最后跟进 is that of the newest follow-up that each of both has now.
    private static async Task FollowedUpAsync(AppDb db, Customer customer, CancellationToken token)
    {
        var newest = await db.CustomerFollowUps.Where(f => f.CustomerId == customer.Id).OrderByDescending(f => f.CreatedAt).ThenByDescending(f => f.Id)
            .Select(f => new { f.CreatedAt, f.NextContactOn }).FirstOrDefaultAsync(token);
        if (newest is not null)
        {
            customer.FollowedUp(newest.CreatedAt, newest.NextContactOn);
        }
    }

    // What third customers give up, and what the survivor had instead of the value before, stays with them as former values.
    private static async Task<List<FormerValue>> GiveUpAsync(AppDb db, UndoPlan plan, CustomerMerge merge, MergePair pair, CancellationToken token)
    {
        var lost = plan.Overridden.Select(o => new FormerValue(merge.SurvivorId, o.Field.Name, o.Present!, merge.Id)).ToList();
        foreach (var (field, owner) in plan.GivenUp)
        {
            var third = await db.Customers.SingleAsync(c => c.Id == owner.Id, token);
            lost.Add(new FormerValue(third.Id, field.Name, field.Get(third.Values)!, merge.Id));
            third.GiveUp(field, pair.By, pair.At);
        }

        await db.SaveChangesAsync(token);
        return lost;
    }

    private static async Task MoveBackAsync(AppDb db, CustomerMerge merge, CustomerRows kind, CancellationToken token)
    {
        var moved = await db.Set<MergedRow>().Where(r => r.MergeId == merge.Id && r.Kind == kind.Code).OrderBy(r => r.RowId).Select(r => r.RowId).ToListAsync(token);
        foreach (var ids in moved.Chunk(Merging.Batch))
        {
            await kind.MoveAsync(db, ids, merge.SurvivorId, merge.LoserId, token);
        }
    }
}
