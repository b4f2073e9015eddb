using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.FollowUps;
using WorkOrders.Database;
using static WorkOrders.Tests.Customers.Customer360.GivenCustomer;

namespace WorkOrders.Tests.Customers.FollowUps;

public sealed class CustomerFollowUpTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly Today = BusinessTime.DayOf(Given.Now);
    private static readonly CustomerFollowUpFields Talk = new(CustomerFollowUpKind.Visit, FreeText.Parse("上门拜访"), Today.AddDays(3));

    [Fact]
    public async Task A_follow_up_sets_last_follow_up_and_next_contact_and_leaves_a_record()
    {
        var li = await database.SaveAsync(Given.User("李经理"));
        var customer = await database.SaveCustomerAsync(li);
        var (outcome, added) = await database.Factory.FollowUpCustomerAsync(customer.Id, Talk, Manager(li), Given.Now);
        Done(outcome);
        Assert.NotNull(added);
        var saved = await database.ReadAsync(db => db.Customers.SingleAsync(c => c.Id == customer.Id));
        Assert.Equal((Given.Now, Today.AddDays(3)), (saved.LastFollowUpAt!.Value, saved.NextContactOn!.Value));
        var row = Assert.Single((await RowsAsync(customer, Manager(li))).Rows);
        Assert.Equal((CustomerFollowUpKind.Visit, "上门拜访", "李经理"), (row.Kind, row.Content.Unmask(), row.Author));
        var key = customer.Id.ToString();
        Assert.Contains(CustomerFollowUpActions.Added, await database.ReadAsync(db => db.OperationRecords.Where(r => r.SubjectKey == key).Select(r => r.Action).ToListAsync()));

        // The newest one decides, also when it names no day.
        Done((await database.Factory.FollowUpCustomerAsync(customer.Id, Talk with { NextContactOn = null }, Manager(li), Given.Now.AddHours(1))).Outcome);
        Assert.Null(await database.ReadAsync(db => db.Customers.Where(c => c.Id == customer.Id).Select(c => c.NextContactOn).SingleAsync()));
    }

    public static TheoryData<CustomerFollowUpFields, string> Wrong => new()
    {
        { Talk with { Kind = null }, "{0}不能为空" },
        { Talk with { Content = null }, "请填写{0}" },
        { Talk with { Content = FreeText.Parse(new string('长', 1001)) }, "{0}不能超过 {1} 个字，现在有 {2} 个" },
        { Talk with { NextContactOn = Today.AddDays(-1) }, "{0}不能早于今天" },
        { Talk with { NextContactOn = Today.AddYears(20) }, "{0}不能晚于十年以后" },
        { Talk with { Content = FreeText.Parse("打过 138****5678") }, "{0}里有被星号遮住的号码：不修改请保持原样，要修改请填写完整的号码" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_field_is_named_and_nothing_changes(CustomerFollowUpFields fields, string rule)
    {
        var customer = Customer.Of(new() { Name = "王建国", OwnerId = 1 });
        var outcome = customer.FollowUp(fields, As.Somebody(Roles.AccountManager), Given.Now, out var added);
        Assert.Equal((rule, Refusal.Input), (outcome.Reason, outcome.Kind));
        Assert.Null(added);
        Assert.Null(customer.LastFollowUpAt);
        Assert.Empty(customer.NewRecords);
    }

    [Fact]
    public void Today_is_not_in_the_past() =>
        Done(Customer.Of(new() { Name = "王建国", OwnerId = 1 }).FollowUp(Talk with { NextContactOn = Today }, As.Somebody(Roles.AccountManager), Given.Now, out _));

    [Fact]
    public async Task Whoever_may_not_edit_the_customer_is_refused_and_another_managers_customer_is_missing()
    {
        var (li, han) = (await database.SaveAsync(Given.User("李经理")), await database.SaveAsync(Given.User("韩经理")));
        var customer = await database.SaveCustomerAsync(li);
        Assert.Equal(Refusal.Missing, (await database.Factory.FollowUpCustomerAsync(customer.Id, Talk, Manager(han), Given.Now)).Outcome.Kind);
        Assert.Equal(Refusal.Permission, (await database.Factory.FollowUpCustomerAsync(customer.Id, Talk, As.Agent(han), Given.Now)).Outcome.Kind);
        Done((await database.Factory.FollowUpCustomerAsync(customer.Id, Talk, As.Leader(han), Given.Now)).Outcome);
        await database.SetStatusAsync(customer, CustomerStatus.Inactive);
        Assert.Equal("这位客户已停用，启用后才能添加和修改", (await database.Factory.FollowUpCustomerAsync(customer.Id, Talk, Manager(li), Given.Now)).Outcome.Reason);
        Assert.Single((await RowsAsync(customer, Manager(li))).Rows);
        Assert.Equal(0, (await RowsAsync(customer, Manager(han))).Total);
    }

    private Task<CustomerFollowUpRows> RowsAsync(Customer customer, CurrentUser me) =>
        database.ReadAsync(db => CustomerFollowUpRows.ReadAsync(db, customer.Id, 10, me, CancellationToken.None));
}
