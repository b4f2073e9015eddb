using WorkOrders.LoanCore;
using WorkOrders.LoanCore.Contracts;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    /// <summary>Customer values that differ from the loan core or are missing in the order.</summary>
    public IEnumerable<CoreDifference> DifferencesTo(LoanCorePerson person)
    {
        var adopted = With(person);
        if (!ComparisonForm.AreSame(adopted.CustomerName, CustomerName))
        {
            yield return new CoreDifference(OrderFields.CustomerName, CustomerName, adopted.CustomerName!);
        }

        if (!ComparisonForm.AreSame(adopted.CustomerPhone, CustomerPhone))
        {
            yield return new CoreDifference(OrderFields.CustomerPhone, CustomerPhone?.Masked, adopted.CustomerPhone!.Masked);
        }
    }

    /// <summary>采用: replaces the order's name or phone with the value of the loan core.</summary>
    public Outcome Adopt(FieldName field, LoanCorePerson person, CurrentUser me, DateTimeOffset now) =>
        field == OrderFields.CustomerName ? Edit(Fields with { CustomerName = With(person).CustomerName }, me, now)
        : field == OrderFields.CustomerPhone ? Edit(Fields with { CustomerPhone = With(person).CustomerPhone }, me, now)
        : Outcome.Refused("贷款核心没有可以采用的{0}，或已经一致", field.Text);

    /// <summary>设为本工单合同: links the order to this contract. The channel is kept if the new one is not in the list.</summary>
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
