using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>One verb on one order, over the version that the person saw.</summary>
public static class ActingOnOrder
{
    /// <summary>Refused when the order was changed since it was shown, so that nobody decides over what he has not seen.</summary>
    public static async Task<Outcome> ActOverAsync(this IDbContextFactory<AppDb> factory, WorkOrder shown, CurrentUser me, Func<WorkOrder, Outcome> act)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.WorkOrders.VisibleTo(me).ForAction().FirstOrDefaultAsync(o => o.Number == shown.Number) is not { } order)
        {
            return Outcome.Missing("没有找到记录，或您无权查看");
        }

        db.Entry(order).Property(o => o.Version).OriginalValue = shown.Version;
        var outcome = act(order);
        if (outcome.IsRefused)
        {
            return outcome;
        }

        try
        {
            await db.SaveChangesAsync();
            return Outcome.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Outcome.Refused("工单 {0} 刚被别人修改，请看过后再操作", shown.Number);
        }
    }
}
