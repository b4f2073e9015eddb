using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Contracts;
using WorkOrders.Customers.Opportunities;
using WorkOrders.Demo;

namespace WorkOrders.Tests.Demo;

/// <summary>Demo customers have owners, and what belongs to them commercially is there in every state.</summary>
public sealed class DemoSalesTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Every_stage_and_late_repayments_are_there_and_belong_to_the_managers()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var stages = await db.Opportunities.GroupBy(o => o.Stage).Select(g => new { g.Key, Count = g.Count() }).ToListAsync();
        Assert.Equal(Enum.GetValues<OpportunityStage>().Order(), stages.Select(s => s.Key).Order());
        Assert.Equal(DemoSales.Opportunities, stages.Sum(s => s.Count));
        Assert.Equal(DemoSales.Contracts, await db.CustomerContracts.CountAsync());
        Assert.Equal(Enum.GetValues<CustomerContractState>().Length, await db.CustomerContracts.Select(c => c.State).Distinct().CountAsync());
        Assert.Equal(DemoSales.Contracts * 4, await db.CustomerRepayments.CountAsync(r => r.CustomerId == r.Contract.CustomerId));
        var today = BusinessTime.DayOf(TestTime.Now.GetUtcNow());
        Assert.True(await db.CustomerRepayments.AnyAsync(r => r.DueOn < today && r.Paid == null));
        Assert.True(await db.CustomerRepayments.AnyAsync(r => r.Paid < r.Amount));
        Assert.True(await db.Opportunities.AnyAsync(o => o.ExpectedClose < today && o.Stage == OpportunityStage.Quote));
        var owners = await db.Opportunities.Select(o => o.Customer.Owner!.UserName).Distinct().ToListAsync();
        Assert.Equal(DemoSales.Managers, owners.Order());
    }

    [Fact]
    public async Task Each_manager_owns_customers_and_some_have_no_owner()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var owned = await db.Customers.GroupBy(c => c.Owner!.UserName).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key ?? "", g => g.Count);
        Assert.All(DemoSales.Managers, name => Assert.InRange(owned[name], 60, 120));
        Assert.InRange(owned[""], 20, 60);
    }

    [Fact]
    public async Task The_account_managers_have_a_team_leader()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        var leader = await db.Users.Include(u => u.GrantedRoles).SingleAsync(u => u.UserName == "leader2");
        Assert.Equal([Roles.TeamLeader], leader.GrantedRoles.Select(r => r.Name));
        Assert.Equal(DemoSales.Managers.Length, await db.Users.CountAsync(u => DemoSales.Managers.Contains(u.UserName!) && u.Team == leader.Team));
    }

    [Fact]
    public async Task A_second_start_adds_nothing()
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        await new DemoSales(db, new Bogus.Faker("zh_CN"), TestTime.Now.GetUtcNow()).AddAsync();
        Assert.Equal(DemoSales.Opportunities, await db.Opportunities.CountAsync());
    }
}
