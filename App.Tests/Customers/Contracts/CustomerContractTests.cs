using WorkOrders.Customers.Contracts;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers.Contracts;

/// <summary>The rules of 合同 and 回款, without a database.</summary>
public sealed class CustomerContractTests
{
    private static readonly User Owner = Given.User("冯涛");
    private static readonly ContractFields Fields = new("kh 2026-1", 8000, Sales.Today.AddDays(-10), Sales.Today.AddYears(1), CustomerContractState.Running);

    private static CurrentUser Manager => As.In(Owner, Roles.AccountManager);

    [Fact]
    public void A_contract_is_on_record_with_all_its_fields_and_compared_by_its_form()
    {
        var contract = New();
        Assert.Equal(("kh 2026-1", "KH2026-1"), (contract.Number, contract.NumberKey));
        Assert.Equal(["kh 2026-1", "¥8,000.00", "2026-11-10", "2027-11-20", "CustomerContractState.Running"], Assert.Single(contract.NewRecords).Changes.Select(c => c.To));
        Done(contract.Change(Fields with { State = CustomerContractState.Terminated, EndsOn = null }, Manager, Given.Now));
        Assert.Equal(["customer-contract.ends-on", "customer-contract.state"], contract.NewRecords.Last().Changes.Select(c => c.Field.Code));
    }

    [Fact]
    public void Each_wrong_field_is_told()
    {
        Assert.Equal(["合同编号", "合同金额", "签订日期"], new ContractFields(null, 0, null, null, default).Errors().Select(e => e.Field));
        Assert.Equal(["合同编号", "到期日期"], (Fields with { Number = "13812345678", EndsOn = Fields.SignedOn!.Value.AddDays(-1) }).Errors().Select(e => e.Field));
        Assert.Equal("{0}不能超过 {1} 个字符", Assert.Single((Fields with { Number = new string('1', 51) }).Errors()).Rule);
        Assert.Equal(["应收日期", "应收金额"], new RepaymentFields(null, -1).Errors().Select(e => e.Field));
        Assert.Equal(["到账日期", "到账金额"], new PaymentFields(Sales.Today.AddDays(1), null).Errors(Given.Now).Select(e => e.Field));
        Assert.Empty(new PaymentFields(Sales.Today, 0.01m).Errors(Given.Now));
    }

    [Fact]
    public void Nobody_without_the_right_changes_anything()
    {
        const string Key = "您没有修改这位客户的合同与回款的权限";
        var (contract, repayment) = WithRepayment(100);
        foreach (var me in new[] { As.In(Given.User("别的经理"), Roles.AccountManager), As.In(Owner, Roles.Agent), As.Somebody(Roles.RiskAuditor) })
        {
            Refused(CustomerContract.Create(Sales.OwnedBy(Owner), Fields, me, Given.Now, out _), Refusal.Permission, Key);
            Refused(contract.Change(Fields, me, Given.Now), Refusal.Permission, Key);
            Refused(contract.Expect(new RepaymentFields(Sales.Today, 1), me, Given.Now, out _), Refusal.Permission, Key);
            Refused(repayment.Change(new RepaymentFields(Sales.Today, 1), me, Given.Now), Refusal.Permission, Key);
            Refused(repayment.Pay(new PaymentFields(Sales.Today, 1), me, Given.Now), Refusal.Permission, Key);
            Refused(repayment.TakeBack(me, Given.Now), Refusal.Permission, Key);
        }

        Assert.Equal((100m, (decimal?)null), (repayment.Amount, repayment.Paid));
    }

    [Fact]
    public void A_payment_can_be_partial_corrected_and_taken_back_and_is_never_more_than_what_is_due()
    {
        var (_, repayment) = WithRepayment(100);
        Refused(repayment.TakeBack(Manager, Given.Now), Refusal.State, "这笔回款还没有到账");
        Refused(repayment.Pay(new PaymentFields(Sales.Today, 100.01m), Manager, Given.Now), Refusal.Input, "{0}不能大于应收金额");
        Done(repayment.Pay(new PaymentFields(Sales.Today.AddDays(-1), 60), Manager, Given.Now));
        Refused(repayment.Change(new RepaymentFields(Sales.Today, 59), Manager, Given.Now), Refusal.Input, "{0}不能小于已到账的金额");
        Done(repayment.Change(new RepaymentFields(Sales.Today, 60), Manager, Given.Now));
        Done(repayment.Pay(new PaymentFields(Sales.Today, 60), Manager, Given.Now));
        Done(repayment.TakeBack(Manager, Given.Now));
        Assert.Null(repayment.PaidOn);
        Assert.Null(repayment.Paid);
        Assert.Equal(
            [ContractActions.Paid, ContractActions.RepaymentChanged, ContractActions.Paid, ContractActions.Unpaid],
            repayment.NewRecords.Select(r => r.Action));
    }

    [Theory]
    [InlineData(-1, 100, null, 1)]
    [InlineData(-3, 100, 99, 3)]
    [InlineData(-3, 100, 100, 0)]
    [InlineData(0, 100, null, 0)]
    [InlineData(5, 100, null, 0)]
    public void A_repayment_is_late_from_the_day_after_while_something_is_open(int due, int amount, int? paid, int days) =>
        Assert.Equal(days, new RepaymentRow(1, 0, Sales.Today.AddDays(due), amount, null, paid).DaysLate(Given.Now));

    private static CustomerContract New()
    {
        Done(CustomerContract.Create(Sales.OwnedBy(Owner), Fields, Manager, Given.Now, out var contract));
        return contract!;
    }

    private static (CustomerContract Contract, CustomerRepayment Repayment) WithRepayment(decimal amount)
    {
        var contract = New();
        Done(contract.Expect(new RepaymentFields(Sales.Today, amount), Manager, Given.Now, out var repayment));
        return (contract, repayment!);
    }
}
