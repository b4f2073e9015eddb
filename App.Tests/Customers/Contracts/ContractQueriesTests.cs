using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Contracts;
using WorkOrders.Customers.Customer360;
using WorkOrders.Customers.Duplicates;

namespace WorkOrders.Tests.Customers.Contracts;

/// <summary>合同 and 回款 on the database: sums, unique numbers, another manager's customer, the timeline, a merge.</summary>
public sealed class ContractQueriesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly ContractFields Fields = new("占用 1", 1, Sales.Today, null, CustomerContractState.Running);

    [Fact]
    public async Task Sums_are_over_all_contracts_also_those_that_are_not_shown()
    {
        var customer = await database.SaveAsync(Sales.OwnedBy(null));
        var first = await database.ContractAsync(customer, "SUM-1", (Sales.Today.AddDays(-1), 100), (Sales.Today.AddDays(-1), 50), (Sales.Today, 7));
        await database.ContractAsync(customer, "SUM-2", (Sales.Today.AddDays(9), 1000));
        Done(await database.PayAsync(first.Repayments[0], 60.5m));
        Done(await database.PayAsync(first.Repayments[1], 50));
        var read = await ReadAsync(customer, As.Somebody(Roles.Agent), most: 1);
        Assert.Equal((2, 1), (read.Count, read.Rows.Count));
        Assert.Equal(new RepaymentSums(1157, 110.5m, 39.5m), read.Sums);
        Assert.Equal("SUM-2", read.Rows[0].Number);
        var all = await ReadAsync(customer, As.Somebody(Roles.Agent), most: 20);
        Assert.Equal([39.5m, 0, 7], all.Rows[1].Repayments.Select(r => r.Open));
        Assert.Equal(new RepaymentSums(0, 0, 0), (await ReadAsync(customer, As.Somebody(Roles.AccountManager), most: 20)).Sums);
    }

    [Fact]
    public async Task A_number_is_taken_in_every_spelling_and_named_only_to_whoever_may_see_it()
    {
        var (feng, jiang) = (await database.SaveAsync(Given.User("冯涛")), await database.SaveAsync(Given.User("蒋丽")));
        var (mine, others) = (await database.SaveAsync(Sales.OwnedBy(feng)), await database.SaveAsync(Sales.OwnedBy(jiang, "别家")));
        await database.ContractAsync(others, "占用 1");
        var typed = Fields with { Number = "占用１" };
        Refused(
            await database.AddContractAsync(mine.Id, typed, As.Somebody(Roles.TeamLeader), Given.Now), Refusal.State,
            "没有保存：合同编号 {0} 已经登记在客户 {1}（编号 {2}）名下", new BusinessNumber("占用１"), "别家", others.Id);
        Refused(
            await database.AddContractAsync(mine.Id, typed, As.In(feng, Roles.AccountManager), Given.Now), Refusal.State, "没有保存：合同编号 {0} 已经登记在另一位客户名下");
        var own = await database.ContractAsync(mine, "自己的 1");
        Refused(await database.ChangeContractAsync(own, typed, As.In(feng, Roles.AccountManager), Given.Now), "没有保存：合同编号 {0} 已经登记在另一位客户名下");
        Done(await database.ChangeContractAsync(own, typed with { Number = "自己的1" }, As.In(feng, Roles.AccountManager), Given.Now));
    }

    [Fact]
    public async Task Of_two_who_save_one_number_at_the_same_moment_one_is_told()
    {
        var customer = await database.SaveAsync(Sales.OwnedBy(null));
        var admin = As.Somebody(Roles.Admin);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.AddContractAsync(customer.Id, Fields with { Number = "同时 9" }, admin, Given.Now)));
        Assert.Single(outcomes, o => !o.IsRefused);
        Assert.Equal(1, await database.ReadAsync(db => db.CustomerContracts.CountAsync(c => c.NumberKey == "同时9")));
    }

    [Fact]
    public async Task An_act_on_another_managers_customer_is_refused_as_missing()
    {
        var (feng, jiang) = (await database.SaveAsync(Given.User("冯涛")), await database.SaveAsync(Given.User("蒋丽")));
        var customer = await database.SaveAsync(Sales.OwnedBy(jiang));
        var contract = await database.ContractAsync(customer, "别人的合同", (Sales.Today, 5));
        var me = As.In(feng, Roles.AccountManager);
        const string Key = "没有找到记录，或您无权查看";
        Refused(await database.AddContractAsync(customer.Id, Fields with { Number = "偷 1" }, me, Given.Now), Refusal.Missing, Key);
        Refused(await database.ChangeContractAsync(contract, Fields with { Number = "偷 2" }, me, Given.Now), Refusal.Missing, Key);
        Refused(await database.AddRepaymentAsync(contract.Id, new RepaymentFields(Sales.Today, 1), me, Given.Now), Refusal.Missing, Key);
        Refused(await database.ActOnRepaymentAsync(contract.Repayments[0], me, r => r.Pay(new PaymentFields(Sales.Today, 5), me, Given.Now)), Refusal.Missing, Key);
        Assert.Empty((await ReadAsync(customer, me, most: 20)).Rows);
        Assert.Null((await database.ContractAsync("别人的合同")).Repayments[0].Paid);
    }

    [Fact]
    public async Task A_payment_on_an_older_version_is_not_saved()
    {
        var customer = await database.SaveAsync(Sales.OwnedBy(null));
        var row = (await database.ContractAsync(customer, "并发 1", (Sales.Today, 5))).Repayments[0];
        Done(await database.PayAsync(row, 5));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => database.PayAsync(row, 4));
        Assert.Equal(5, (await database.ContractAsync("并发 1")).Repayments[0].Paid);
        Assert.Equal([ContractActions.Paid, ContractActions.RepaymentAdded, ContractActions.Created], (await database.RecordsAsync(customer)).Select(r => r.Action));
    }

    [Fact]
    public async Task The_timeline_tells_signed_and_paid_and_a_merge_moves_contract_and_repayments()
    {
        var (loser, survivor) = (await database.SaveAsync(Sales.OwnedBy(null)), await database.SaveAsync(Sales.OwnedBy(null)));
        var contract = await database.ContractAsync(loser, "合并 1", (Sales.Today, 5));
        Done(await database.PayAsync(contract.Repayments[0], 5, Sales.Today.AddDays(-2)));
        await MergeAsync(new CustomerRows<CustomerContract>("contract", "合同"), loser, survivor);
        await MergeAsync(new CustomerRows<CustomerRepayment>("repayment", "回款"), loser, survivor);

        var entries = await TimelineAsync(survivor, new TimelineAsk(null, null, 10));
        Assert.Equal(["合同 {0} 回款到账 {1}", "签订合同 {0}，金额 {1}"], entries.Select(e => e.Title));
        Assert.Equal(["合并 1", "5.00"], entries[0].Arguments);
        Assert.Equal(BusinessTime.StartOf(Sales.Today.AddDays(-2)), entries[0].At);
        Assert.Empty(await TimelineAsync(loser, new TimelineAsk(null, null, 10)));
        Assert.Equal(entries.Skip(1).Select(e => e.At), (await TimelineAsync(survivor, new TimelineAsk(null, entries[0].At, 10))).Select(e => e.At));
        Assert.Equal(entries.Take(1).Select(e => e.At), (await TimelineAsync(survivor, new TimelineAsk(entries[0].At, null, 10))).Select(e => e.At));
        Assert.Empty(await TimelineAsync(survivor, new TimelineAsk(entries[0].At.AddTicks(10), null, 10)));
    }

    private async Task MergeAsync(CustomerRows rows, Customer loser, Customer survivor)
    {
        var ids = await database.ReadAsync(db => rows.IdsAsync(db, loser.Id, default));
        Assert.Equal(1, await database.ReadAsync(db => rows.MoveAsync(db, ids, loser.Id, survivor.Id, default)));
    }

    private async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(Customer customer, TimelineAsk ask) =>
        (await database.ReadAsync(db => new ContractTimeline().ReadAsync(db, customer.OnPage(), ask, As.Somebody(Roles.Compliance), default))).Entries;

    private Task<ContractsOfCustomer> ReadAsync(Customer customer, CurrentUser me, int most) =>
        database.ReadAsync(db => ContractsOfCustomer.ReadAsync(db, customer.Id, most, me, Given.Now, default));
}
