using WorkOrders.LoanCore;
using WorkOrders.Shared;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    private const string NameField = "客户姓名";
    private const string PhoneField = "客户电话";

    /// <summary>What the order says of the customer otherwise than the loan core, or not at all.</summary>
    public IEnumerable<CoreDifference> DifferencesTo(LoanCorePerson person)
    {
        var adopted = With(person);
        if (adopted.CustomerName != CustomerName)
        {
            yield return new CoreDifference(NameField, CustomerName, adopted.CustomerName!);
        }

        if (adopted.CustomerPhone != CustomerPhone)
        {
            yield return new CoreDifference(PhoneField, CustomerPhone?.Masked, adopted.CustomerPhone!.Masked);
        }
    }

    /// <summary>采用: the core's name or telephone takes the place of the order's.</summary>
    public Outcome Adopt(string field, LoanCorePerson person, CurrentUser me, DateTimeOffset now) => field switch
    {
        NameField => Edit(Fields with { CustomerName = With(person).CustomerName }, me, now),
        PhoneField => Edit(Fields with { CustomerPhone = With(person).CustomerPhone }, me, now),
        _ => Outcome.Refused("贷款核心没有可以采用的{0}，或已经一致", field),
    };

    /// <summary>设为本工单合同: the order is about this contract. A channel that the lists don't know is left as it is.</summary>
    public Outcome TakeContract(LoanContract contract, OrderLists lists, CurrentUser me, DateTimeOffset now) => contract.Numbers is not { } numbers
        ? Outcome.Refused("这份合同没有可以用的申请编号和合同编号")
        : Edit(
            Fields with { ApplyNo = numbers.ApplyNo, ContractNo = numbers.ContractNo, ChannelName = lists.EnabledChannel(contract.ChannelName) ?? ChannelName },
            me,
            now);

    private WorkOrderFields With(LoanCorePerson person) => Fields with
    {
        CustomerName = UsableText.Of(person.Name, WorkOrderLimits.Name) ?? CustomerName,
        CustomerPhone = PhoneNumber.Parse(person.Phone?.Unmask()) ?? CustomerPhone,
    };
}
