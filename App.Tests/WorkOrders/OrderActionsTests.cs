using WorkOrders.Desk.Views;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests;

public sealed class OrderActionsTests
{
    private readonly User li = Given.User("李雷");
    private readonly User han = Given.User("韩梅梅");
    private readonly User zhou = Given.User("周敏");

    [Fact]
    public void A_remark_that_the_history_cannot_hold_is_refused_in_words_and_nothing_is_done()
    {
        var (longest, tooLong) = (new string('长', OperationRecord.RemarkLength), new string('长', OperationRecord.RemarkLength + 1));
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        Refused(order.Settle(null, tooLong, As.Agent(li), Given.Now), Refusal.Input, "{0}不能超过 {1} 个字，现在有 {2} 个", "结单备注", longest.Length, tooLong.Length);
        Refused(order.Reassign(han, As.Agent(li), Given.Now, tooLong), Refusal.Input, "{0}不能超过 {1} 个字，现在有 {2} 个", "备注", longest.Length, tooLong.Length);
        Assert.Equal((WorkOrderStatus.Unhandled, (int?)li.Id, (DateTimeOffset?)null), (order.Status, order.HandlerId, order.HandlerActedAt));
        Done(order.Settle(null, longest, As.Agent(li), Given.Now));
        Refused(order.Reopen(tooLong, As.Leader(zhou), Given.Now), Refusal.Input, "{0}不能超过 {1} 个字，现在有 {2} 个", "重新打开的原因", longest.Length, tooLong.Length);
        Done(order.Reopen(longest, As.Leader(zhou), Given.Now));
    }

    [Fact]
    public void Accepting_begins_the_work()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        Done(order.Accept(As.Agent(li), Given.Now));
        Assert.Equal(WorkOrderStatus.Processing, order.Status);
        Assert.Equal(Given.Now, order.HandlerActedAt);
    }

    [Fact]
    public void Only_the_present_handler_accepts()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        Refused(order.Accept(As.Agent(han), Given.Now), "您不是工单 {0} 的当前处理人，或没有此操作的权限", order.Number);
        Refused(order.Accept(As.Leader(zhou), Given.Now), "您不是工单 {0} 的当前处理人，或没有此操作的权限", order.Number);
        Assert.Equal(WorkOrderStatus.Unhandled, order.Status);
    }

    [Fact]
    public void Assigning_gives_the_order_to_a_person_and_leaves_its_status()
    {
        WorkOrder order = Given.WorkOrder().CreatedBy(li);
        Done(order.Assign(han, As.Leader(zhou), Given.Now));
        Assert.Equal((han.Id, WorkOrderStatus.Unhandled, (DateTimeOffset?)null), (order.HandlerId!.Value, order.Status, order.HandlerActedAt));
    }

    [Fact]
    public void An_agent_does_not_assign() => Refused(Given.WorkOrder().HandledBy(li).Build().Assign(han, As.Agent(li), Given.Now), "您不是工单 {0} 的当前处理人，或没有此操作的权限");

    [Fact]
    public void Nobody_is_given_the_order_they_has()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        Refused(order.Assign(li, As.Leader(zhou), Given.Now), "工单 {0} 已经由 {1} 处理", order.Number, "李雷");
    }

    [Fact]
    public void A_disabled_person_is_given_nothing()
    {
        han.Disable(As.Admin(zhou), Given.Now);
        Refused(Given.WorkOrder().HandledBy(li).Build().Assign(han, As.Leader(zhou), Given.Now), "{0} 的账号已停用或已离岗，不能接收工单", "韩梅梅");
    }

    [Fact]
    public void Reassigning_is_the_handlers_action_and_the_receiver_has_not_begun()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        Done(order.Reassign(han, As.Agent(li), Given.Now, "请跟进"));
        Assert.Equal((WorkOrderStatus.Processing, han.Id, (DateTimeOffset?)null), (order.Status, order.HandlerId!.Value, order.HandlerActedAt));
        Assert.Equal(MyView.Handled, order.DeskEntries.Single(e => e.UserId == li.Id).View);
        Assert.Equal(MyView.Unhandled, order.DeskEntries.Single(e => e.UserId == han.Id).View);
    }

    [Fact]
    public void A_team_leader_reassigns_any_order_and_a_colleague_none()
    {
        Done(Given.WorkOrder().HandledBy(li).Build().Reassign(han, As.Leader(zhou), Given.Now));
        Refused(Given.WorkOrder().HandledBy(li).Build().Reassign(han, As.Agent(han), Given.Now), "您不是工单 {0} 的当前处理人，或没有此操作的权限");
    }

    [Fact]
    public void Settling_is_allowed_straight_from_unhandled()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        Done(order.Settle(SettlementBasis.Explained, "已解释", As.Agent(li), Given.Now));
        Assert.Equal((WorkOrderStatus.Settled, li.Id, Given.Now, SettlementBasis.Explained), (order.Status, order.SettledById!.Value, order.SettledAt!.Value, order.SettlementBasis!.Value));
    }

    [Fact]
    public void Nothing_is_done_to_a_settled_order_but_to_reopen_it()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(li).Settled();
        Outcome[] refused =
        [
            order.Accept(As.Agent(li), Given.Now),
            order.Edit(order.Fields, As.Agent(li), Given.Now),
            order.Assign(han, As.Leader(zhou), Given.Now),
            order.Reassign(han, As.Agent(li), Given.Now),
            order.Settle(null, null, As.Agent(li), Given.Now),
        ];
        Assert.All(refused, o => Refused(o, "工单 {0} 已结单，不能再操作", order.Number));
        Done(order.Reopen("客户又来电", As.Leader(zhou), Given.Now));
    }

    [Fact]
    public void Reopening_needs_a_reason_and_goes_back_to_processing()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(li).Settled();
        Refused(order.Reopen("客户又来电", As.Agent(li), Given.Now), "您不是工单 {0} 的当前处理人，或没有此操作的权限", order.Number);
        Refused(order.Reopen("  ", As.Leader(zhou), Given.Now), "请填写重新打开的原因");
        Done(order.Reopen("客户又来电", As.Leader(zhou), Given.Now));
        Assert.Equal((WorkOrderStatus.Processing, (int?)null, (DateTimeOffset?)null), (order.Status, order.SettledById, order.SettledAt));
    }

    [Fact]
    public void An_open_order_is_not_reopened() => Refused(Given.WorkOrder().HandledBy(li).Build().Reopen("因为", As.Leader(zhou), Given.Now), "工单 {0} 没有结单，不用重新打开");

    [Fact]
    public void Every_action_leaves_one_record_with_what_it_changed()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(li).Accepted().Reassigned(han);
        Assert.Equal([OrderActions.Created, OrderActions.Accepted, OrderActions.Reassigned], order.NewRecords.Select(r => r.Action));
        Assert.All(order.NewRecords, r => Assert.Equal((order.Number, li.Id), (r.SubjectKey, r.ActorId!.Value)));
        Assert.Equal((OrderFields.Handler, "李雷", "韩梅梅"), order.NewRecords.Last().Changes.Select(c => (c.Field, c.From, c.To)).Last());
    }

    [Fact]
    public void An_edit_records_identifiers_masked_and_one_that_changes_nothing_records_nothing()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        order.NewRecords.Clear();
        Done(order.Edit(order.Fields, As.Agent(li), Given.Now));
        Assert.Empty(order.NewRecords);
        Done(order.Edit(order.Fields with { CustomerPhone = PhoneNumber.Parse("13987654321") }, As.Agent(li), Given.Now));
        var change = Assert.Single(Assert.Single(order.NewRecords).Changes);
        Assert.Equal((OrderFields.CustomerPhone, Given.MaskedPhone, "139****4321"), (change.Field, change.From, change.To));
    }
}
