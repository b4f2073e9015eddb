using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Desk.Views;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers;

public sealed class CustomerQueriesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_account_manager_sees_their_own_and_others_see_all_or_none()
    {
        var manager = await database.SaveAsync(Given.User("客户经理"));
        var other = await database.SaveAsync(Given.User("别的经理"));
        await database.SaveAsync(Owned(manager, "我的"), Owned(other, "别人的"), Owned(null, "公海"));
        Assert.Equal(["我的"], await NamesAsync(As.In(manager, Roles.AccountManager)));
        Assert.Equal(3, (await NamesAsync(As.In(manager, Roles.AccountManager, Roles.Agent))).Count);
        foreach (var role in new[] { Roles.Agent, Roles.TeamLeader, Roles.RiskOperator, Roles.RiskAuditor, Roles.Compliance, Roles.Admin })
        {
            Assert.Equal(3, (await NamesAsync(As.In(manager, role))).Count);
        }

        foreach (var role in new[] { Roles.ProvinceManager, Roles.SolutionArchitect, Roles.GroupManager })
        {
            Assert.Empty(await NamesAsync(As.In(manager, role)));
        }
    }

    private static Customer Owned(User? owner, string name) =>
        Customer.Of(new() { Name = name, Phone = PhoneNumber.Parse("135" + Given.Next().ToString("D8")), OwnerId = owner?.Id });

    private Task<List<string>> NamesAsync(CurrentUser me) => database.ReadAsync(db => db.Customers.VisibleTo(me).OrderBy(c => c.Id).Select(c => c.Name).ToListAsync());
}
