using Microsoft.EntityFrameworkCore;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.LoanCore;
using WorkOrders.Shared;

namespace WorkOrders.Benchmarks;

/// <summary>Data of the order page besides the order: a loan core snapshot for every person, and one order with forty follow-ups.</summary>
internal static class BenchStories
{
    public const int Talks = 40;

    /// <summary>Created once; returns the number of the order with the follow-ups.</summary>
    public static async Task<string> TellAsync(BenchDatabase database, TimeProvider time)
    {
        await using var db = await database.Factory.CreateDbContextAsync();
        if (!await db.LoanCoreSnapshots.AnyAsync())
        {
            const string body = """{"code":"0000"}""";
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "LoanCoreSnapshots" ("IdNumber", "Hash", "Body", "TakenAt", "SeenAt", "Contracts", "OverdueContracts", "MostOverdueDays")
                SELECT DISTINCT ON ("IdNumber") "IdNumber", repeat('0', 64), {body}, now(), now(), 2, 1, 43 FROM "WorkOrders" WHERE "IdNumber" IS NOT NULL;
                ANALYZE "LoanCoreSnapshots";
                """);
        }

        var order = await db.WorkOrders.Where(o => o.Status != WorkOrderStatus.Settled && o.IdNumber != null).OrderByDescending(o => o.Id).FirstAsync();
        var leader = await db.Users.SingleAsync(u => u.UserName == "leader1");
        var me = new CurrentUser(leader.Id, leader.DisplayName, new HashSet<string>([Roles.TeamLeader], StringComparer.Ordinal), leader.Team);
        for (var seen = await db.FollowUps.CountAsync(f => f.WorkOrderId == order.Id); seen < Talks; seen++)
        {
            var fields = new FollowUpFields(NegotiationResult.Agreed, FreeText.Parse($"第 {seen + 1} 次联系：客户表示本周五前还清逾期款项，已登记承诺，到期再核实。"), null, BlackIndustry.No);
            var outcome = await database.Factory.AddFollowUpAsync(order.Number, fields, seen, me, time.GetUtcNow());
            if (outcome.IsRefused)
            {
                throw new InvalidOperationException(outcome.Reason);
            }
        }

        return order.Number;
    }
}
