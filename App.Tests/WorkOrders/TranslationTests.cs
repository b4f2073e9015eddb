using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Tests;

public sealed class TranslationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_query_that_SQL_Server_cannot_translate_fails_on_PostgreSQL_too()
    {
        if (TestCluster.Provider != Database.DatabaseProvider.PostgreSql)
        {
            return;
        }

        await using var db = database.CreateDbContext();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => db.WorkOrders.Where(o => EF.Functions.ILike(o.CustomerName!, "张%")).ToListAsync());
        Assert.Contains("could not be translated", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_single_values_and_updates_are_translated_for_both()
    {
        await using var db = database.CreateDbContext();
        var before = SqlServerTranslation.CheckedQueries;
        var numbers = new[] { "GD1", "GD2" };
        var phone = PhoneNumber.Parse(Given.Phone);
        await db.WorkOrders.ForAction().Where(o => numbers.Contains(o.Number) || o.CustomerPhone == phone).OrderBy(o => o.CreatedAt).Skip(1).Take(2).ToListAsync();
        await db.WorkOrders.CountAsync(o => o.Status == WorkOrderStatus.Settled);
        await db.WorkOrders.AnyAsync();
        await db.Users.FirstOrDefaultAsync(u => u.UserName == "x");
        await db.UserPreferences.Where(p => p.Key == "x").ExecuteUpdateAsync(set => set.SetProperty(p => p.Value, "y"));
        await db.UserPreferences.Where(p => p.Key == "x").ExecuteDeleteAsync();
        await db.OrderTallies.GroupBy(t => t.Status).Select(g => new { g.Key, Sum = g.Sum(t => t.Change) }).ToListAsync();
        Assert.True(TestCluster.Provider != WorkOrders.Database.DatabaseProvider.PostgreSql || SqlServerTranslation.CheckedQueries >= before + 7);
    }
}
