using WorkOrders.Customers.Customer360;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.OfCustomer;
using WorkOrders.Tests.Customers.Customer360;

namespace WorkOrders.Tests.Defaults.OfCustomer;

/// <summary>违约 of the 360° view.</summary>
public sealed class CasesOfCustomerTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task Whoever_may_see_the_case_sees_state_and_case_and_others_a_count()
    {
        var (sun, zheng, customer) = await Database.SaveInDefaultAsync(Clock);
        var stranger = await Database.SaveAsync(Given.User("吴倩"));
        foreach (var me in new[] { As.In(sun, Roles.RiskOperator), As.In(zheng, Roles.RiskAuditor) })
        {
            var read = await ReadAsync(customer.Id, me);
            Assert.Equal((DefaultStatus.Default, 0), (read.State!.Value, read.Hidden.Count));
            Assert.Equal(DecisionStatus.Approved, Assert.Single(read.Cases).Status);
        }

        foreach (var me in new[] { As.In(stranger, Roles.RiskOperator), As.Agent(stranger) })
        {
            var read = await ReadAsync(customer.Id, me);
            Assert.Null(read.State);
            Assert.Empty(read.Cases);
            Assert.Single(read.Hidden);
        }

        SignIn(As.Agent(stranger));
        var block = Render<DefaultBlock>(p => p.Add(b => b.Customer, new CustomerProfile(customer, null, []).OnPage(As.Agent(stranger))));
        block.WaitForAssertion(() => Assert.Contains("另有 1 条您无权查看", block.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("孙磊", block.Markup, StringComparison.Ordinal);

        // An account manager who may not see the customer learns nothing at all.
        Assert.Empty((await ReadAsync(customer.Id, GivenCustomer.Manager(stranger))).Hidden);
    }

    [Fact]
    public async Task The_timeline_has_application_and_decision_and_counts_what_is_hidden()
    {
        var (sun, _, customer) = await Database.SaveInDefaultAsync(Clock);
        var part = await EntriesAsync(new(null, null, 40), As.In(sun, Roles.RiskOperator));
        Assert.Equal(["同意违约认定申请 {0}", "提交违约认定申请 {0}"], part.Entries.Select(e => e.Title).Order(StringComparer.Ordinal));
        Assert.Equal(0, part.Hidden);
        Assert.Equal(2, (await EntriesAsync(new(null, null, 40), As.Agent(sun))).Hidden);
        Assert.Equal(0, (await EntriesAsync(new(Given.Now.AddDays(1), null, 40), As.Agent(sun))).Hidden);

        Task<TimelinePart> EntriesAsync(TimelineAsk ask, CurrentUser me) =>
            Database.ReadAsync(db => new CaseEntries().ReadAsync(db, new CustomerProfile(customer, null, []).OnPage(me), ask, me, CancellationToken.None));
    }

    private Task<CasesOfCustomer> ReadAsync(int customerId, CurrentUser me) => Database.ReadAsync(db => CasesOfCustomer.ReadAsync(db, customerId, me, CancellationToken.None));
}
