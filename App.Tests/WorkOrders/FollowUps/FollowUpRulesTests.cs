using WorkOrders.Desk.Views;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.FollowUps;

public sealed class FollowUpRulesTests
{
    private readonly User li = Given.User();

    [Fact]
    public void The_first_follow_up_begins_the_work()
    {
        var order = Order();
        Done(order.AddFollowUp(Of("承诺周五还款"), 0, As.Agent(li), Given.Now));
        Assert.Equal((WorkOrderStatus.Processing, MyView.Handled), (order.Status, order.DeskEntries.Single(e => e.UserId == li.Id).View));
        Assert.Equal(FollowUpActions.Added, order.NewRecords.Last().Action);
    }

    [Fact]
    public void After_a_new_one_only_the_newest_can_be_changed()
    {
        var order = Order();
        order.AddFollowUp(Of("一"), 0, As.Agent(li), Given.Now);
        order.AddFollowUp(Of("二"), 1, As.Agent(li), Given.Now);
        Refused(order.UpdateFollowUp(1, Of("改"), As.Agent(li), Given.Now), "第 {0} 条跟进记录已锁定，只能修改最新的一条");
        Done(order.UpdateFollowUp(2, Of("改"), As.Agent(li), Given.Now));
        Assert.Equal(["一", "改"], order.FollowUps.OrderBy(f => f.Sequence).Select(f => f.Content.Unmask()));
    }

    [Fact]
    public void Who_did_not_see_the_newest_reads_it_first()
    {
        var order = Order();
        order.AddFollowUp(Of("一"), 0, As.Agent(li), Given.Now);
        Refused(order.AddFollowUp(Of("二"), 0, As.Agent(li), Given.Now), "刚刚有人新增了第 {0} 条跟进记录，请看过后再保存");
        Assert.Single(order.FollowUps);
    }

    [Fact]
    public void An_edit_is_kept_old_to_new_with_numbers_masked_and_an_empty_one_is_not()
    {
        var order = Order();
        order.AddFollowUp(Of("电话 13812345678"), 0, As.Agent(li), Given.Now);
        order.NewRecords.Clear();
        order.UpdateFollowUp(1, Of("电话 13812345678"), As.Agent(li), Given.Now);
        Assert.Empty(order.NewRecords);
        order.UpdateFollowUp(1, Of("电话 13900001111") with { NegotiationResult = NegotiationResult.Agreed }, As.Agent(li), Given.Now);
        var edit = order.NewRecords.Single(r => r.Subject == FollowUpSubjects.FollowUp);
        Assert.Equal(order.Number + "#1", edit.SubjectKey);
        Assert.Equal([(null, "NegotiationResult.Agreed"), ("电话 138****5678", "电话 139****1111")], edit.Changes.Select(c => (c.From, c.To)));
    }

    [Theory]
    [InlineData(Roles.Agent)]
    [InlineData(Roles.Compliance)]
    [InlineData(Roles.Admin)]
    public void Nobody_but_handler_and_team_leader_follows_up(string role)
    {
        var order = Order();
        Refused(order.AddFollowUp(Of("一"), 0, As.In(Given.User("王芳"), role), Given.Now), "您不是工单 {0} 的当前处理人，或没有此操作的权限", order.Number);
        Done(order.AddFollowUp(Of("一"), 0, As.Leader(Given.User("周敏")), Given.Now));
    }

    [Fact]
    public void A_settled_order_is_not_followed_up()
    {
        var order = Order();
        order.Settle(null, null, As.Agent(li), Given.Now);
        Refused(order.AddFollowUp(Of("一"), 0, As.Agent(li), Given.Now), "工单 {0} 已结单，不能再操作");
    }

    [Theory]
    [InlineData(null, "请填写{0}")]
    [InlineData("  ", "请填写{0}")]
    [InlineData("1001", "{0}不能超过 {1} 个字，现在有 {2} 个")]
    public void The_content_is_required_and_bounded(string? text, string rule)
    {
        var content = text == "1001" ? new string('长', 1001) : text;
        var refused = Order().AddFollowUp(Of(content), 0, As.Agent(li), Given.Now);
        Refused(refused, rule);
        Assert.Equal("跟进内容", refused.Arguments[0]);
        Done(Order().AddFollowUp(Of(new string('长', 1000)), 0, As.Agent(li), Given.Now));
    }

    [Fact]
    public void A_copy_keeps_the_numbers_behind_its_masks()
    {
        var input = new FollowUpInput(Of("家属 13812345678 接听"));
        Assert.Equal("家属 138****5678 接听", input.Content);
        input.Content += "，明天再打";
        Assert.Equal("家属 13812345678 接听，明天再打", input.Fields.Content!.Unmask());
    }

    [Fact]
    public void What_a_client_read_masked_and_sends_back_keeps_the_numbers_behind_the_masks()
    {
        var order = Order();
        order.AddFollowUp(Of("家属 13812345678 接听"), 0, As.Agent(li), Given.Now);
        order.UpdateFollowUp(1, Of("家属 138****5678 接听，明天再打"), As.Agent(li), Given.Now);
        Assert.Equal("家属 13812345678 接听，明天再打", order.FollowUps.Single().Content.Unmask());
        order.AddFollowUp(Of("家属 138****5678 接听，已还款"), 1, As.Agent(li), Given.Now);
        Assert.Equal("家属 13812345678 接听，已还款", order.FollowUps.Single(f => f.Sequence == 2).Content.Unmask());
    }

    [Theory]
    [InlineData("家属 13812345678 接听", "家属 138****5679 接听")]
    [InlineData("家属 138 1234 5678 接听", "家属 138*****5678 接听")]
    [InlineData("13812345678、13812995678", "138****5678")]
    public void A_mask_that_stands_for_no_number_any_more_is_refused_and_the_number_stays(string content, string edited)
    {
        var order = Order();
        order.AddFollowUp(Of(content), 0, As.Agent(li), Given.Now);
        Refused(order.UpdateFollowUp(1, Of(edited), As.Agent(li), Given.Now), OrderRules.MaskedNumber.Text, "跟进内容");
        Refused(order.AddFollowUp(Of(edited), 1, As.Agent(li), Given.Now), OrderRules.MaskedNumber.Text, "跟进内容");
        Assert.Equal(content, order.FollowUps.Single().Content.Unmask());
        Assert.Equal(OrderRules.MaskedNumber.Text, Assert.Single(new FollowUpInput(Of(content)) { Content = edited }.Errors()).Rule);
    }

    private static FollowUpFields Of(string? content) => new(null, FreeText.Parse(content), null, null);

    private WorkOrder Order() => Given.WorkOrder().HandledBy(li);
}
