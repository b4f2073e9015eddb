using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Profile.Saving;

/// <summary>停用 and 启用 for page and API. An alias stands for the survivor of its merge.</summary>
public static class CustomerStatusChange
{
    public static Task<Outcome> DeactivateAsync(this IDbContextFactory<AppDb> factory, int id, string? reason, CurrentUser me, DateTimeOffset now) =>
        factory.StepAsync(id, me, customer => customer.Deactivate(reason, me, now));

    public static Task<Outcome> ActivateAsync(this IDbContextFactory<AppDb> factory, int id, CurrentUser me, DateTimeOffset now) =>
        factory.StepAsync(id, me, customer => customer.Activate(me, now));

    private static Task<Outcome> StepAsync(this IDbContextFactory<AppDb> factory, int id, CurrentUser me, Func<Customer, Outcome> act) => factory.RetryOnConflictAsync(
        async db =>
        {
            var survivor = await db.SurvivorOfAsync(id);
            return await db.Customers.VisibleTo(me).FirstOrDefaultAsync(c => c.Id == survivor) is { } customer
                ? act(customer)
                : Outcome.Missing("没有找到记录，或您无权查看");
        },
        Outcome.Refused("没有保存：内容刚被他人修改，请看过最新内容后再试一次。"));
}
