using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Handling;

/// <summary>Runs one action on one order, based on the version the user saw.</summary>
public static class ActingOnOrder
{
    /// <summary>Refused when the order was changed after it was shown, so that users do not act on outdated data.</summary>
    public static async Task<Outcome> ActOnVersionAsync(this IDbContextFactory<AppDb> factory, WorkOrder shown, CurrentUser me, Func<WorkOrder, Outcome> act)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.WorkOrders.VisibleTo(me).ForAction().FirstOrDefaultAsync(o => o.Number == shown.Number) is not { } order)
        {
            return Outcome.Missing("没有找到记录，或您无权查看");
        }

        db.Entry(order).Property(o => o.Version).OriginalValue = shown.Version;
        return await db.SaveUnlessRefusedAsync(act(order), Outcome.Refused("工单 {0} 刚被别人修改，请看过后再操作", shown.Number));
    }
}
