using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Details;

/// <summary>What became of saving an edited order.</summary>
public abstract record EditResult
{
    /// <summary>Saved; with what another had saved meanwhile, if anything.</summary>
    public sealed record Saved(IReadOnlyList<ContestedField> Merged, LastOperation? By) : EditResult;

    /// <summary>Both changed the same fields. <paramref name="Version"/> is the one to save over next.</summary>
    public sealed record Contested(EditConflict Conflict, int Version, LastOperation? By) : EditResult;

    /// <summary>Not one's to edit any more: settled, or another's, meanwhile.</summary>
    public sealed record Refused(Outcome Outcome, LastOperation? By) : EditResult;
}

/// <summary>Who did what to the order last.</summary>
public sealed record LastOperation(string Actor, string Action, DateTimeOffset At);

/// <summary>修改工单信息 over what another may have saved since the form was opened.</summary>
public static class OrderEditing
{
    private const int MostRaces = 3;

    public static async Task<EditResult> EditAsync(
        this IDbContextFactory<AppDb> factory, string number, WorkOrderFields before, int version, WorkOrderFields mine, CurrentUser me, DateTimeOffset now)
    {
        for (var race = 1; ; race++)
        {
            try
            {
                await using var db = await factory.CreateDbContextAsync();
                return await OnceAsync(db, number, before, version, mine, me, now);
            }
            catch (DbUpdateConcurrencyException) when (race < MostRaces)
            {
                // Somebody saved between our reading and writing: read again and compare with that.
            }
        }
    }

    private static async Task<EditResult> OnceAsync(
        AppDb db, string number, WorkOrderFields before, int version, WorkOrderFields mine, CurrentUser me, DateTimeOffset now)
    {
        if (await db.WorkOrders.VisibleTo(me).FirstOrDefaultAsync(o => o.Number == number) is not { } order)
        {
            return new EditResult.Refused(Outcome.Missing("没有找到记录，或您无权查看"), null);
        }

        var conflict = new EditConflict(before, mine, order.Fields);
        var changed = order.Version != version;
        if (changed && order.CanEdit(me) && conflict.Contested.Any())
        {
            return new EditResult.Contested(conflict, order.Version, await LastAsync(db, number));
        }

        // The form's version is what the save goes over, unless what came between was just compared.
        db.Entry(order).Property(o => o.Version).OriginalValue = changed ? order.Version : version;
        var outcome = order.Edit(changed ? conflict.Merge(new HashSet<string>()) : mine, me, now);
        if (outcome.IsRefused)
        {
            return new EditResult.Refused(outcome, changed ? await LastAsync(db, number) : null);
        }

        var last = changed ? await LastAsync(db, number) : null;
        await db.SaveChangesAsync();
        return new EditResult.Saved([.. changed ? conflict.OnlyTheirs : []], last);
    }

    // What people only looked at doesn't explain a change.
    private static Task<LastOperation?> LastAsync(AppDb db, string number) =>
        db.OperationRecords.Where(r => r.Subject == OperationSubject.WorkOrder && r.SubjectKey == number && r.Action != Shared.Reveal.Revealing.Action)
            .OrderByDescending(r => r.Id).Select(r => new LastOperation(r.ActorName, r.Action, r.At)).FirstOrDefaultAsync();
}
