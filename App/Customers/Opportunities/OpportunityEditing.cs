using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Opportunities;

/// <summary>Acts on opportunities of the customers that the user may see; others are missing.</summary>
internal static class OpportunityEditing
{
    public static Task<Outcome> AddOpportunityAsync(
        this IDbContextFactory<AppDb> factory, int customerId, OpportunityFields fields, CurrentUser me, DateTimeOffset now) =>
        factory.RetryOnConflictAsync(
            async db =>
            {
                if (await db.CustomerAsync(customerId, me) is not { } customer)
                {
                    return Missing;
                }

                var outcome = Opportunity.Create(customer, fields, me, now, out var opportunity);
                if (opportunity is not null)
                {
                    // A merge at the same moment conflicts, so that nothing stays with an alias.
                    db.RaiseVersion(customer);
                    db.Add(opportunity);
                }

                return outcome;
            },
            Changed);

    /// <summary>Acts on the version that was shown. Throws <see cref="DbUpdateConcurrencyException"/> when it is no longer the newest.</summary>
    public static async Task<Outcome> ActOnOpportunityAsync(
        this IDbContextFactory<AppDb> factory, long id, int version, CurrentUser me, Func<Opportunity, Outcome> act)
    {
        await using var db = await factory.CreateDbContextAsync();
        var opportunity = await db.Opportunities.OfVisible(db.Customers, me).Include(o => o.Customer).FirstOrDefaultAsync(o => o.Id == id);
        if (opportunity is null)
        {
            return Missing;
        }

        db.Entry(opportunity).Property(o => o.Version).OriginalValue = version;
        return await db.SaveUnlessRefusedAsync(act(opportunity));
    }

    private static Outcome Changed => Outcome.Refused("这位客户刚被别人修改，您填写的内容还在，请再保存一次");

    private static Outcome Missing => Outcome.Missing("没有找到记录，或您无权查看");
}
