using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Shared;

namespace WorkOrders.Page.Editing;

/// <summary>Result of saving an edited order.</summary>
public abstract record EditResult
{
    /// <summary>Saved, with the other user's changes that were merged, if any.</summary>
    public sealed record Saved(IReadOnlyList<ContestedField> Merged, LastOperation? By) : EditResult;

    /// <summary>Both users changed the same fields. <paramref name="Version"/> is the version for the next save.</summary>
    public sealed record Contested(EditConflict Conflict, int Version, LastOperation? By) : EditResult;

    /// <summary>The user may no longer edit the order, for example because it was settled or reassigned.</summary>
    public sealed record Refused(Outcome Outcome, LastOperation? By) : EditResult;
}

/// <summary>修改工单信息, merged with changes saved since the form was opened.</summary>
public static class OrderEditing
{
    /// <summary>Saves and removes <paramref name="draft"/> in one transaction. On a conflict it reloads and compares again.</summary>
    public static Task<EditResult> EditAsync(
        this IDbContextFactory<AppDb> factory, string number, WorkOrderFields before, int version, WorkOrderFields mine, CurrentUser me, DateTimeOffset now, long? draft = null) =>
        factory.RetryOnConflictAsync(db => OnceAsync(db, number, before, version, mine, draft, me, now));

    private static async Task<EditResult> OnceAsync(
        AppDb db, string number, WorkOrderFields before, int version, WorkOrderFields mine, long? draft, CurrentUser me, DateTimeOffset now)
    {
        if (await db.WorkOrders.VisibleTo(me).FirstOrDefaultAsync(o => o.Number == number) is not { } order)
        {
            return new EditResult.Refused(Outcome.Missing("没有找到记录，或您无权查看"), null);
        }

        var conflict = new EditConflict(before, mine, order.Fields);
        var changed = order.Version != version;
        if (changed && order.CanEdit(me) && conflict.Contested.Any())
        {
            return new EditResult.Contested(conflict, order.Version, await LastOperation.ReadAsync(db, number));
        }

        // Use the form's version for the concurrency check, or the current version if its changes were just merged.
        db.Entry(order).Property(o => o.Version).OriginalValue = changed ? order.Version : version;
        var outcome = order.Edit(changed ? conflict.Merge(new HashSet<string>()) : mine, me, now);
        if (outcome.IsRefused)
        {
            return new EditResult.Refused(outcome, changed ? await LastOperation.ReadAsync(db, number) : null);
        }

        var last = changed ? await LastOperation.ReadAsync(db, number) : null;
        await db.EndDraftAsync(draft, me, now);
        await db.SaveChangesAsync();
        return new EditResult.Saved([.. changed ? conflict.OnlyTheirs : []], last);
    }
}
