using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Shared;

namespace WorkOrders.Customers.FollowUps;

/// <summary>Saves follow-ups of customers. Each call is one transaction.</summary>
public static class CustomerFollowUpSaving
{
    /// <summary>Saves the follow-up and deletes <paramref name="draft"/>. Two people who follow up at the same moment both succeed.</summary>
    public static async Task<(Outcome Outcome, CustomerFollowUp? FollowUp)> FollowUpCustomerAsync(
        this IDbContextFactory<AppDb> factory, int customerId, CustomerFollowUpFields fields, CurrentUser me, DateTimeOffset now, long? draft = null)
    {
        CustomerFollowUp? added = null;
        var outcome = await factory.RetryOnConflictAsync(
            async db =>
            {
                added = null;
                if (await db.CustomerAsync(customerId, me) is not { } customer)
                {
                    return Outcome.Missing("没有找到记录，或您无权查看");
                }

                var done = customer.FollowUp(fields, me, now, out added);
                if (added is not null)
                {
                    db.Add(added);
                    await db.EndDraftAsync(draft, me, now);
                }

                return done;
            },
            Outcome.Refused("这位客户刚被别人修改，您填写的内容还在，请再保存一次"));
        return (outcome, outcome.IsRefused ? null : added);
    }
}
