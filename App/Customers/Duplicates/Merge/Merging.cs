using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Database;
using WorkOrders.Database.Bulk;
using WorkOrders.Database.Sql;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Merge;

/// <summary>合并: makes one customer of two in one transaction, for the screens and the API.</summary>
public sealed class Merging(IDbContextFactory<AppDb> factory, IEnumerable<CustomerRows> kinds, IEnumerable<MergeFollower> followers, TimeProvider time)
{
    /// <summary>How many rows one statement moves.</summary>
    internal const int Batch = 10_000;

    internal static readonly Outcome Changed = Outcome.Refused("客户资料刚被别人修改或合并，请看过最新内容后再试");

    /// <summary>Merges the other customer into the survivor. Of two merges of the same customer at once exactly one wins.</summary>
    public async Task<MergeAnswer> MergeAsync(MergeRequest request, CurrentUser me, CancellationToken token = default)
    {
        if (!me.May(Permission.ManageCustomers))
        {
            return new(Outcome.Forbidden("您没有合并客户的权限"));
        }

        await using var db = await factory.CreateDbContextAsync(token);
        await using var transaction = await db.Database.BeginTransactionAsync(token);
        try
        {
            await HoldAsync(db, token);
            var answer = await MergeAsync(db, request, me, token);
            if (!answer.Outcome.IsRefused)
            {
                await transaction.CommitAsync(token);
            }

            return answer;
        }
        catch (Exception exception) when (exception.IsLostRace())
        {
            return new(Changed);
        }
    }

    /// <summary>Merges and undos run one after the other: they touch many rows of two customers, and are rare.</summary>
    internal static Task HoldAsync(AppDb db, CancellationToken token) => NameLock.HoldAsync(db, "customer-merge", "", TimeSpan.FromSeconds(30), token);

    private async Task<MergeAnswer> MergeAsync(AppDb db, MergeRequest request, CurrentUser me, CancellationToken token)
    {
        var both = await db.Customers.Where(c => c.Id == request.SurvivorId || c.Id == request.OtherId).ToListAsync(token);
        if (await RefusalAsync(db, request, both, token) is { } refusal)
        {
            return new(refusal);
        }

        var (survivor, loser) = (both.Find(c => c.Id == request.SurvivorId)!, both.Find(c => c.Id == request.OtherId)!);
        var pair = new MergePair(survivor, loser, me, time.GetUtcNow());
        var values = MergedValues.Of(survivor, loser, request.Fields);
        if ((await db.TakenAsync(values, survivor.Id, token)).FirstOrDefault(t => t.Owner.Id != loser.Id) is { } taken)
        {
            return new(taken.Refusal(me));
        }

        foreach (var follower in followers)
        {
            if (await follower.RefusalAsync(db, pair, token) is { } refused)
            {
                return new(refused);
            }
        }

        return new(Outcome.Done, await SaveAsync(db, pair, values, token));
    }

    private static async Task<Outcome?> RefusalAsync(AppDb db, MergeRequest request, List<Customer> both, CancellationToken token)
    {
        if (both.Count < (request.SurvivorId == request.OtherId ? 1 : 2))
        {
            return Outcome.Missing("没有找到客户，或您无权查看");
        }

        if (await db.SurvivorOfAsync(request.SurvivorId, token) == await db.SurvivorOfAsync(request.OtherId, token))
        {
            return Outcome.Refused("这是同一位客户，不能与自己合并");
        }

        return both.Find(c => c.IsAlias) is { } alias ? Outcome.Refused("客户 {0} 已合并到客户 {1}，请选择后者", alias.Id, await db.SurvivorOfAsync(alias.Id, token))
            : both.Exists(c => c.Id == request.SurvivorId && c.Status != CustomerStatus.Active) && both.Exists(c => c.Id == request.OtherId && c.Status == CustomerStatus.Active)
                ? Outcome.Refused("不能把正常的客户并入已停用或在公海的客户，请保留正常的客户")
            : both.Exists(c => c.Version != (c.Id == request.SurvivorId ? request.SurvivorVersion : request.OtherVersion)) ? Changed
            : null;
    }

    private async Task<long> SaveAsync(AppDb db, MergePair pair, CustomerValues values, CancellationToken token)
    {
        var (survivor, loser) = (pair.Survivor, pair.Loser);
        var lost = MergedValues.Lost(survivor.Values, loser.Values, values).ToList();
        var merge = db.Add(new CustomerMerge(survivor, loser, values, pair.By, pair.At)).Entity;

        // First the loser: unique indexes are checked with each statement.
        loser.BecomeAliasOf(survivor, pair.By, pair.At);
        await db.SaveChangesAsync(token);
        survivor.TakeMerged(values, loser, pair.By, pair.At);
        db.RaiseVersion(survivor);
        db.AddRange(lost.Select(l => new FormerValue(survivor.Id, l.Field, l.Value, merge.Id)));
        foreach (var follower in followers)
        {
            await follower.JoinAsync(db, pair, token);
        }

        await db.SaveChangesAsync(token);
        foreach (var kind in kinds)
        {
            await MoveAsync(db, merge, kind, token);
        }

        await KeepApartAsync(db, survivor.Id, loser.Id, token);
        await db.Set<DuplicateProposal>().Where(p => p.A == loser.Id || p.B == loser.Id).ExecuteDeleteAsync(token);
        return merge.Id;
    }

    // 不是同一人: who is not the loser is not the survivor either.
    private static async Task KeepApartAsync(AppDb db, int survivor, int loser, CancellationToken token)
    {
        var known = await db.Set<NotSamePerson>().AsNoTracking().Where(n => n.A == loser || n.B == loser || n.A == survivor || n.B == survivor).ToListAsync(token);
        var apart = known.Where(n => n.A == survivor || n.B == survivor).Select(n => (n.A, n.B)).ToHashSet();
        foreach (var pair in known.Where(n => n.A == loser || n.B == loser))
        {
            var other = pair.A == loser ? pair.B : pair.A;
            var (a, b) = (Math.Min(other, survivor), Math.Max(other, survivor));
            if (other != survivor && apart.Add((a, b)))
            {
                db.Add(new NotSamePerson(a, b, pair.ById, pair.At));
            }
        }

        await db.SaveChangesAsync(token);
    }

    private static async Task MoveAsync(AppDb db, CustomerMerge merge, CustomerRows kind, CancellationToken token)
    {
        foreach (var ids in (await kind.IdsAsync(db, merge.LoserId, token)).Chunk(Batch))
        {
            await new BulkTable<MergedRow>(db, withIds: true).WriteAsync([.. ids.Select(id => new MergedRow(merge.Id, kind.Code, id))], token);
            if (await kind.MoveAsync(db, ids, merge.LoserId, merge.SurvivorId, token) != ids.Length)
            {
                throw new DbUpdateConcurrencyException("A row of the customer was changed by somebody else.");
            }
        }
    }
}
