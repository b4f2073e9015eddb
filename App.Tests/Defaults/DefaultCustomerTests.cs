using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Renewals;

namespace WorkOrders.Tests.Defaults;

/// <summary>A customer in the states 正常, 违约 and 已重生: a refused step changes nothing, and only some customers have a row.</summary>
public sealed class DefaultCustomerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly CurrentUser Auditor = As.Somebody(Roles.RiskAuditor);

    [Fact]
    public void An_approval_of_somebody_in_default_is_refused_and_changes_nothing()
    {
        var customer = new DefaultCustomer(Given.Customer());
        var (first, second) = (Apply(customer), Apply(customer));
        Assert.Null(first.Decide(true, null, Auditor, Given.Now).Reason);
        AssertUnchanged(customer, second, "客户 {0} 已处于违约状态");
        Assert.Equal((DefaultStatus.Default, first), (customer.Status, customer.Application));
    }

    [Fact]
    public void A_renewal_of_somebody_who_was_renewed_is_refused_and_changes_nothing()
    {
        var customer = new DefaultCustomer(Given.Customer());
        Assert.Null(Apply(customer).Decide(true, null, Auditor, Given.Now).Reason);
        var (first, second) = (Renew(customer), Renew(customer));
        Assert.Null(first.Decide(true, null, Auditor, Given.Now).Reason);
        AssertUnchanged(customer, second, "客户 {0} 不在违约状态");
        Assert.Equal(DefaultStatus.Renewed, customer.Status);
    }

    [Fact]
    public async Task A_customer_has_a_row_from_the_first_case_on_and_is_listed_once_in_default()
    {
        var clock = Given.Clock();
        var bystander = await database.SaveAsync(Given.Customer());
        var sun = await database.SaveAsync(Given.User("孙磊"));
        var waiting = await database.ApplyAsync(sun, clock);
        var (_, _, customer) = await database.SaveInDefaultAsync(clock);
        await using var db = database.CreateDbContext();
        int[] all = [bystander.Id, waiting.CustomerId, customer.Id];
        Assert.Equal([(waiting.CustomerId, DefaultStatus.Normal), (customer.Id, DefaultStatus.Default)],
            (await db.DefaultCustomers.Where(c => all.Contains(c.CustomerId)).OrderBy(c => c.CustomerId).ToListAsync()).Select(c => (c.CustomerId, c.Status)));
        Assert.Equal([customer.Id], await db.DefaultCustomers.InDefaultVisibleTo(Auditor).Where(c => all.Contains(c.CustomerId)).Select(c => c.CustomerId).ToListAsync());
        var found = await db.Customers.Where(c => all.Contains(c.Id)).WithDefault(db).OrderBy(f => f.Customer.Id).ToListAsync();
        Assert.Equal([DefaultStatus.Normal, DefaultStatus.Normal, DefaultStatus.Default], found.Select(f => f.Status));
        var key = customer.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var record = await db.OperationRecords.SingleAsync(r => r.Subject == CustomerSubjects.Customer && r.SubjectKey == key);
        var change = record.Changes.Single();
        Assert.Equal((DefaultCustomerActions.StatusChanged, "DefaultStatus.Normal", "DefaultStatus.Default"), (record.Action, change.From, change.To));
    }

    private static void AssertUnchanged(DefaultCustomer customer, DecidedCase refused, string reason)
    {
        var (status, changes, records) = (customer.Status, customer.Changes.Count, customer.NewRecords.Count);
        Assert.Equal(reason, refused.Decide(true, "同意", Auditor, Given.Now).Reason);
        Assert.Equal((status, changes, records), (customer.Status, customer.Changes.Count, customer.NewRecords.Count));
        Assert.True(refused is { IsPending: true, DecidedById: null, DecidedAt: null, DecisionRemark: null, NewRecords.Count: 0, NewNotices.Count: 0 });
    }

    private static DefaultApplication Apply(DefaultCustomer customer)
    {
        var fields = new ApplicationFields(null, "x", null, [1], Severity.Low, null, []);
        Assert.Null(DefaultApplication.Submit(customer, fields, [], [], Applicant, Given.Now, out var application).Reason);
        return application!;
    }

    private static Renewal Renew(DefaultCustomer customer)
    {
        var reason = RenewalReason.Create(new ReasonFields("已结清", null, true, 1), CurrentUser.Application, Given.Now);
        Assert.Null(Renewal.Submit(customer, reason, null, Applicant, Given.Now, out var renewal).Reason);
        return renewal!;
    }

    private static CurrentUser Applicant => As.Somebody(Roles.RiskOperator) with { Id = Auditor.Id + 1 };
}
