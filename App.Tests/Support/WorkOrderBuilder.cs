using WorkOrders.Database.Sql;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Support;

/// <summary>Builds an order with the actions of the application: <c>Given.WorkOrder().HandledBy(li).Settled()</c>.</summary>
public sealed class WorkOrderBuilder(int number)
{
    private readonly List<Action<WorkOrder>> acts = [];
    private WorkOrderFields fields = new() { CustomerName = "张伟", CustomerPhone = PhoneNumber.Parse(Given.Phone), Priority = Priority.Normal };
    private WorkOrderSource source = WorkOrderSource.Phone;
    private DateTimeOffset at = Given.Now;
    private User? creator;
    private User? handler;

    private User Creator => creator ?? handler ?? throw new InvalidOperationException("Name the creator: CreatedBy(…).");

    public static implicit operator WorkOrder(WorkOrderBuilder builder) => builder.Build();

    public WorkOrderBuilder CreatedBy(User user) => With(() => creator = user);

    /// <summary>Also sets the creator, unless another one is given.</summary>
    public WorkOrderBuilder HandledBy(User user) => With(() => handler = user);

    public WorkOrderBuilder At(DateTimeOffset time) => With(() => at = time);

    public WorkOrderBuilder From(WorkOrderSource from) => With(() => source = from);

    /// <summary><c>.With(f =&gt; f with { ContractNo = "HT1" })</c>.</summary>
    public WorkOrderBuilder With(Func<WorkOrderFields, WorkOrderFields> change) => With(() => fields = change(fields));

    public WorkOrderBuilder Accepted() => Then(order => Done(order.Accept(As.Agent(handler!), at)));

    public WorkOrderBuilder Reassigned(User to) => Then(order => Done(order.Reassign(to, As.Agent(handler!), at)));

    public WorkOrderBuilder Settled() => Then(order => Done(order.Settle(WorkOrders.SettlementBasis.PlanAgreed, null, As.Agent(handler!), at)));

    public WorkOrder Build()
    {
        var order = WorkOrders.WorkOrder.Create(DailyNumbers.Format(BusinessTime.DayOf(at), number), fields, source, handler, As.Agent(Creator), at);
        acts.ForEach(act => act(order));
        return order;
    }

    private WorkOrderBuilder Then(Action<WorkOrder> act) => With(() => acts.Add(act));

    private WorkOrderBuilder With(Action change)
    {
        change();
        return this;
    }
}
