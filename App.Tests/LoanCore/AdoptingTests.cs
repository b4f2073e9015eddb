using WorkOrders.Customers;
using WorkOrders.LoanCore;

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
        var outcome = customer.Adopt("客户姓名", person, As.Somebody(role), Given.Now);
        Assert.Equal(may, !outcome.IsRefused);
        Assert.Equal(may ? "张大伟" : "张伟", customer.Name);
        Assert.Equal(may ? 1 : 0, customer.NewRecords.Count);
    }

    [Fact]
    public void An_account_manager_takes_it_into_his_own_customers_file()
    {
        var customer = new Customer("张伟", CustomerType.Individual, PhoneNumber.Parse(Given.Phone)!) { OwnerId = 1 };
        Assert.False(customer.Adopt("客户电话", person, As.Somebody(Roles.AccountManager), Given.Now).IsRefused);
        var change = Assert.Single(Assert.Single(customer.NewRecords).Changes);
        Assert.Equal((Given.MaskedPhone, "138****0000"), (change.From, change.To));
    }

    [Theory]
    [InlineData("客户姓名")]
    [InlineData("客户电话")]
    public void What_is_the_same_already_is_refused(string field)
    {
        var customer = new Customer("张大伟", CustomerType.Individual, PhoneNumber.Parse("13812340000")!);
        Assert.True(customer.Adopt(field, person, As.Somebody(Roles.Admin), Given.Now).IsRefused);
        Assert.Empty(customer.NewRecords);
    }

    [Fact]
    public void A_number_of_the_core_that_is_none_is_neither_filled_nor_offered()
    {
        var odd = LoanCoreAnswer.Read("""{"code":"0000","data":{"customerBasicInfo":{"idCardNo":"123","phoneNumber":"暂无","contactPhoneNumber":"x"}}}""").Person;
        var customer = Given.Customer();
        customer.FillFrom(odd, Given.Now);
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
        customer.FillFrom(person, Given.Now);
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
        Assert.Equal(["客户姓名", "客户电话"], order.DifferencesTo(person).Select(d => d.Field));
        Assert.True(order.Adopt("客户姓名", person, As.Agent(Given.User("王芳")), Given.Now).IsRefused);
        Assert.False(order.Adopt("客户姓名", person, As.Agent(li), Given.Now).IsRefused);
        Assert.False(order.Adopt("客户电话", person, As.Agent(li), Given.Now).IsRefused);
        Assert.Equal(("张大伟", "13812340000"), (order.CustomerName, order.CustomerPhone!.Unmask()));
        Assert.Empty(order.DifferencesTo(person));
        Assert.True(order.Adopt("身份证号", person, As.Agent(li), Given.Now).IsRefused);
    }

    [Fact]
    public void An_order_takes_a_contract_with_a_channel_that_the_lists_know()
    {
        var li = Given.User();
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { ChannelName = "直营" });
        var lists = new OrderLists([], [new ChoiceOption(ChoiceKind.Channel, "华北一部", true), new ChoiceOption(ChoiceKind.Channel, "直营", true)]);
        var (late, good) = (CoreExample.Answer().Contracts[0], CoreExample.Answer().Contracts[1]);
        Assert.False(order.TakeContract(good, lists, As.Agent(li), Given.Now).IsRefused);
        Assert.Equal(("SQ1", "HT1", "华北一部"), (order.ApplyNo, order.ContractNo, order.ChannelName));

        // A number that the column can't hold is not replaced by that of the contract before.
        order.TakeContract(late with { ContractNo = new string('9', 41) }, lists, As.Agent(li), Given.Now);
        Assert.Equal(("SQ2", null, "华北一部"), (order.ApplyNo, order.ContractNo, order.ChannelName));
        Assert.True(order.TakeContract(late with { ApplyNo = null, ContractNo = null }, lists, As.Agent(li), Given.Now).IsRefused);
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
