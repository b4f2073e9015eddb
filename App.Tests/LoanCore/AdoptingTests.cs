using WorkOrders.Customers;
using WorkOrders.LoanCore;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests.LoanCore;

public sealed class AdoptingTests
{
    private readonly LoanCorePerson person = CoreExample.Answer(name: "张大伟", phone: "13812340000").Person;

    [Theory]
    [InlineData(Roles.TeamLeader, true)]
    [InlineData(Roles.Admin, true)]
    [InlineData(Roles.Agent, false)]
    [InlineData(Roles.AccountManager, false)]
    [InlineData(Roles.Compliance, false)]
    public void Team_leaders_and_administrators_take_the_cores_value_into_the_file(string role, bool may)
    {
        var customer = Given.Customer();
        var outcome = customer.Adopt(CustomerFields.Name, person, As.Somebody(role), Given.Now);
        if (may)
        {
            Done(outcome);
        }
        else
        {
            Refused(outcome, "您没有修改这位客户的权限");
        }

        Assert.Equal(may ? "张大伟" : "张伟", customer.Name);
        Assert.Equal(may ? 1 : 0, customer.NewRecords.Count);
    }

    [Fact]
    public void An_account_manager_takes_it_into_their_own_customers_file()
    {
        var customer = Customer.Of(new() { Name = "张伟", Phone = PhoneNumber.Parse(Given.Phone), OwnerId = 1 });
        Done(customer.Adopt(CustomerFields.Phone, person, As.Somebody(Roles.AccountManager), Given.Now));
        var change = Assert.Single(Assert.Single(customer.NewRecords).Changes);
        Assert.Equal((Given.MaskedPhone, "138****0000"), (change.From, change.To));
    }

    [Theory]
    [InlineData("customer.name")]
    [InlineData("customer.phone")]
    public void What_is_the_same_already_is_refused(string code)
    {
        var customer = new Customer("张大伟", CustomerType.Individual, PhoneNumber.Parse("13812340000")!);
        Refused(customer.Adopt(Codes.Of<FieldName>(code), person, As.Somebody(Roles.Admin), Given.Now), "贷款核心没有可以采用的{0}，或已经一致");
        Assert.Empty(customer.NewRecords);
    }

    [Fact]
    public void A_number_of_the_core_that_is_none_is_neither_filled_nor_offered()
    {
        var odd = LoanCoreAnswer.Read("""{"code":"0000","data":{"customerBasicInfo":{"idCardNo":"123","phoneNumber":"暂无","contactPhoneNumber":"x"}}}""").Person;
        var customer = Given.Customer();
        customer.FillFrom(odd, [], Given.Now);
        Assert.Empty(customer.NewRecords);
        Assert.Empty(customer.DifferencesTo(odd));
    }

    [Theory]
    [InlineData("河北省石家庄******")]
    [InlineData("暂无")]
    [InlineData("—")]
    public void Masked_values_and_words_for_nothing_never_become_our_record(string text)
    {
        var person = LoanCoreAnswer.Read($$$$"""{"code":"0000","data":{"customerBasicInfo":{"customerName":"{{{{text}}}}","residentialAddress":"{{{{text}}}}","contactName":"{{{{text}}}}"}}}""").Person;
        var customer = Given.Customer();
        customer.FillFrom(person, [], Given.Now);
        Assert.Empty(customer.NewRecords);
        Assert.Empty(customer.DifferencesTo(person));
        WorkOrder order = Given.WorkOrder().HandledBy(Given.User());
        Assert.Empty(order.DifferencesTo(person));
    }

    [Fact]
    public void The_handler_takes_name_and_telephone_into_the_order_and_a_colleague_does_not()
    {
        var li = Given.User();
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        Assert.Equal([OrderFields.CustomerName, OrderFields.CustomerPhone], order.DifferencesTo(person).Select(d => d.Field));
        Refused(order.Adopt(OrderFields.CustomerName, person, As.Agent(Given.User("王芳")), Given.Now), "您不是工单 {0} 的当前处理人，或没有此操作的权限", order.Number);
        Done(order.Adopt(OrderFields.CustomerName, person, As.Agent(li), Given.Now));
        Done(order.Adopt(OrderFields.CustomerPhone, person, As.Agent(li), Given.Now));
        Assert.Equal(("张大伟", "13812340000"), (order.CustomerName, order.CustomerPhone!.Unmask()));
        Assert.Empty(order.DifferencesTo(person));
        Refused(order.Adopt(OrderFields.IdNumber, person, As.Agent(li), Given.Now), "贷款核心没有可以采用的{0}，或已经一致", "身份证号");
    }

    [Fact]
    public void An_order_takes_a_contract_with_a_channel_that_the_lists_know()
    {
        var li = Given.User();
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { ChannelName = "直营" });
        var lists = new OrderLists([], [new ChoiceOption(ChoiceKind.Channel, "华北一部", true), new ChoiceOption(ChoiceKind.Channel, "直营", true)]);
        var (late, good) = (CoreExample.Answer().Contracts[0], CoreExample.Answer().Contracts[1]);
        Done(order.TakeContract(good, lists, As.Agent(li), Given.Now));
        Assert.Equal(("SQ1", "HT1", "华北一部"), (order.ApplyNo, order.ContractNo, order.ChannelName));

        // A contract number that is too long for the column becomes null; the previous contract number is not kept.
        order.TakeContract(late with { ContractNo = new string('9', 41) }, lists, As.Agent(li), Given.Now);
        Assert.Equal(("SQ2", null, "华北一部"), (order.ApplyNo, order.ContractNo, order.ChannelName));
        Refused(order.TakeContract(late with { ApplyNo = null, ContractNo = null }, lists, As.Agent(li), Given.Now), "这份合同没有可以用的申请编号和合同编号");
        Assert.True(late.IsNamed("SQ2", "HT1"));
        Assert.False(good.IsNamed("SQ2", "HT1"));
    }

    [Fact]
    public void A_new_order_takes_contract_and_person_and_keeps_what_was_typed()
    {
        var answer = CoreExample.Answer();
        var input = new WorkOrderInput { CustomerName = "张先生" };
        input.TakeContract(new OwnedContract(answer.Contracts[0], answer.Person), new OrderLists([], []));
        Assert.Equal(("张先生", "SQ2", "HT2", Given.MaskedPhone, Given.Phone), (input.CustomerName, input.ApplyNo, input.ContractNo, input.CustomerPhone, input.RealCustomerPhone!.Unmask()));
    }
}
